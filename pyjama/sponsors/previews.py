from django.utils.translation import get_language

from pyjama.mail.previews import RECIPIENT, preview
from pyjama.sponsors.letters import letter
from pyjama.sponsors.models import Sponsor


@preview("sponsors/link")
def link():
    return letter(Sponsor(pk=0, email=RECIPIENT, language=get_language(), nonce="not-a-nonce"))
