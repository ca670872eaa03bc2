from pyjama.privacy.actions.departure import (
    ask_to_leave,
    carry_out_departures,
    follow_unused_accounts,
    stay,
)
from pyjama.privacy.actions.edition import announce_edition
from pyjama.privacy.actions.erasure import erase_person, replay_erasures, squeeze
from pyjama.privacy.actions.export import ask_for_export, forget_exports, forget_old_exports, make_exports
from pyjama.privacy.actions.incident import note_told, register_incident
from pyjama.privacy.actions.unlisting import ask_for_unlisting, decide_unlisting, forget_old_unlistings, lift_unlisting

__all__ = [
    "announce_edition",
    "ask_for_export",
    "ask_for_unlisting",
    "ask_to_leave",
    "carry_out_departures",
    "decide_unlisting",
    "erase_person",
    "follow_unused_accounts",
    "forget_exports",
    "forget_old_exports",
    "forget_old_unlistings",
    "lift_unlisting",
    "make_exports",
    "note_told",
    "register_incident",
    "replay_erasures",
    "squeeze",
    "stay",
]
