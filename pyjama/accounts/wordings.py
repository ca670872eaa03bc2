"""The very words by which people agree to something, or withdraw it.

A version that was used once is never edited, not by a comma: the ledger says who read it. Other words are another version.
They are no translatable strings for that reason, and a test holds each to its digest.
"""

from typing import NamedTuple

from django.utils.translation import get_language


class Wording(NamedTuple):
    """One text in both languages; `{what}` is a kind of news, `{how}` a channel, `{box}` what was ticked.

    What a page says above its boxes stands in the first line.
    """

    fr: str
    en: str

    def said(self, **facts):
        """The whole of it (str) in the active language, about these `facts` (`what`, `how`, `box`)."""
        return getattr(self, get_language()).format(**facts)

    def shown(self):
        """Its first line (str) in the active language."""
        return getattr(self, get_language()).partition("\n")[0]


# What an account brings by itself: mail that answers what its holder did.
ANSWERS = "answers"

SIGN_UP = "sign-up-1"
PREFERENCES = "preferences-1"
STOP = "stop-1"
AGAIN = "again-1"
ONE_CLICK = "one-click-1"
POLICIES = "policies-1"

WORDINGS = {
    SIGN_UP: Wording(
        fr="Avec un compte, vous recevez un courriel quand on vous répond, quand on vous remercie et quand on vous dit ce "
        "que votre aide a changé. Un clic dans chacun l’arrête.",
        en="With an account, you get a mail when somebody replies to you, when you are thanked and when you are told what "
        "your help changed. One click in each stops it.",
    ),
    PREFERENCES: Wording(
        fr="Cochez ce qui peut vous parvenir, et comment. Vous pouvez changer d’avis en tout temps, ici ou d’un clic dans "
        "chaque courriel.\n{box} {what} ({how})",
        en="Tick what may come to you, and how. You can change your mind at any time, here or with one click in each mail."
        "\n{box} {what} ({how})",
    ),
    STOP: Wording(
        fr="Arrêter «\u00a0{what}\u00a0» ({how})\u00a0? Tout le reste demeure comme avant.",
        en="Stop “{what}” ({how})? Everything else stays as it is.",
    ),
    AGAIN: Wording(
        fr="«\u00a0{what}\u00a0» ({how}) ne vient plus. Voulez-vous y revenir\u00a0?",
        en="“{what}” ({how}) no longer comes. Would you like it again?",
    ),
    ONE_CLICK: Wording(
        fr="Bouton de désabonnement du logiciel de courriel, pour «\u00a0{what}\u00a0» ({how})",
        en="Unsubscribe button of the mail program, for “{what}” ({how})",
    ),
    POLICIES: Wording(
        fr="En créant un compte, vous acceptez les conditions d’utilisation et vous dites avoir lu la politique de "
        "confidentialité.\n{what}",
        en="By creating an account, you accept the terms of use and say that you have read the privacy policy.\n{what}",
    ),
}
