"""How mail of the calendar looks: the app that writes a Kind of it declares an example (`example`)."""

from django.utils.translation import get_language

from pyjama.accounts.models import User
from pyjama.digests.letters import letter
from pyjama.mail.previews import RECIPIENT, preview
from pyjama.notifications.models import Channel


def example(kind, variant="", *, channel=Channel.MAIL):
    """Declare an example of a Kind: a function that returns what `letters.letter` takes as its `summary`.

    `variant` (str) tells several of one Kind apart.
    """

    def declare(make):
        def write():
            reader = User(pk=0, email=RECIPIENT, language=get_language())
            return letter(reader, kind, make(), channel)

        preview(f"news/{kind}/{variant}" if variant else f"news/{kind}")(write)
        return make

    return declare
