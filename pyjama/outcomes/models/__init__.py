from pyjama.outcomes.desk.models import CreditChange, Note, ThankYou
from pyjama.outcomes.models.outcome import LONGEST_CAPTION, Outcome, Revision
from pyjama.outcomes.models.quote import LONGEST_QUOTE, Quote
from pyjama.outcomes.models.reminder import Reminder

# The rows of the desk stand in its folder.
__all__ = [
    "LONGEST_CAPTION",
    "LONGEST_QUOTE",
    "CreditChange",
    "Note",
    "Outcome",
    "Quote",
    "Reminder",
    "Revision",
    "ThankYou",
]
