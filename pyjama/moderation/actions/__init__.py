from pyjama.moderation.actions.appealing import appeal, decide_appeal
from pyjama.moderation.actions.bursts import queue_changed, queue_once
from pyjama.moderation.actions.deciding import claim, decide, decide_each, undo
from pyjama.moderation.actions.holding import hold
from pyjama.moderation.actions.reporting import report
from pyjama.moderation.actions.staff import note_act, note_view
from pyjama.moderation.actions.writing import refuse_beyond_limit, refuse_suspended

__all__ = [
    "appeal",
    "claim",
    "decide",
    "decide_appeal",
    "decide_each",
    "hold",
    "note_act",
    "note_view",
    "queue_changed",
    "queue_once",
    "refuse_beyond_limit",
    "refuse_suspended",
    "report",
    "undo",
]
