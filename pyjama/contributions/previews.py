from django.utils.translation import get_language

from pyjama.calls.previews import call
from pyjama.contributions.by_mail import answers
from pyjama.contributions.letters import letter
from pyjama.contributions.models import Contribution, Guest
from pyjama.mail.previews import RECIPIENT, preview, said
from pyjama.notifications.models import Kind
from pyjama.notifications.previews import example


def contribution():
    """Somebody's answer, with the marks that people use."""
    body = said(
        fr="« La soupe du jeudi », tout simplement :\n\n1. **court** ;\n2. *facile à dire*.\n\n> On s’en souvient.",
        en="“Thursday soup”, quite simply:\n\n1. **short**;\n2. *easy to say*.\n\n> One remembers it.",
    )
    return Contribution(pk=0, call=call(), body=body, language=get_language())


@example(Kind.REPLY, together="contribution-7")
@example(Kind.NEW_CONTRIBUTION)
@example(Kind.FOLLOWED_REPLY, together="contribution-7")
@example(Kind.FOLLOWED_CONTRIBUTION)
def answer():
    return contribution(), "Noé"


@example(Kind.USEFUL, together="contribution-7")
def liked():
    return contribution(), ""


@preview("contributions/guest")
def guest():
    return letter(Guest(pk=0, email=RECIPIENT, language=get_language(), nonce="not-a-nonce"))


@preview("contributions/not_published")
def not_published():
    why = said(
        fr="L’adresse à laquelle vous avez écrit ne prend plus de réponses.",
        en="The address you wrote to takes no more replies.",
    )
    words = said(fr="Je la nommerais « La Louche ».\n\nEt vous?", en="I would call it “Ladle”.\n\nAnd you?")
    return answers.letter(RECIPIENT, why, words, {})
