from pyjama.moderation.models.appeal import APPEAL_WITHIN, Appeal
from pyjama.moderation.models.decision import UNDONE_WITHIN, Decision, Verb
from pyjama.moderation.models.ground import Ground
from pyjama.moderation.models.hold import Hold
from pyjama.moderation.models.item import Item
from pyjama.moderation.models.moderated import Moderated, in_view
from pyjama.moderation.models.report import Report
from pyjama.moderation.models.staff_act import StaffAct

__all__ = [
    "APPEAL_WITHIN",
    "UNDONE_WITHIN",
    "Appeal",
    "Decision",
    "Ground",
    "Hold",
    "Item",
    "Moderated",
    "Report",
    "StaffAct",
    "Verb",
    "in_view",
]
