"""How news looks as a mail: the app that tells a Kind of news declares an example of it (`example`)."""

from django.utils.translation import get_language

from pyjama.accounts.models import User
from pyjama.mail.previews import RECIPIENT, preview
from pyjama.notifications.letters import letter
from pyjama.notifications.models import Notification


def example(kind, variant="", *, facts=None, leads_to=(), together=""):
    """Declare an example of a Kind: a function that returns the row it is about, not saved, and who did it (str).

    `variant` (str) tells several of one Kind apart; `facts` and `leads_to` are as for `notify`, and so is
    `together`, as a name and a number (str): "contribution-7".
    """

    def declare(make):
        def write():
            target, actor_name = make()
            told = dict(facts() if callable(facts) else facts or {}) | ({"leads_to": leads_to} if leads_to else {})
            reader = User(pk=0, email=RECIPIENT, language=get_language())
            who = {"recipient": reader, "actor_name": actor_name}
            return letter(Notification(**who, kind=kind, facts=told, target=target, group=f"{kind}:{together}"))

        preview(f"news/{kind}/{variant}" if variant else f"news/{kind}")(write)
        return make

    return declare
