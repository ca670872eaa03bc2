from pyjama.organizations.actions.conversation import answer_moderators, ask_organization
from pyjama.organizations.actions.description import edit_organization, register_organization
from pyjama.organizations.actions.ending import end_organization
from pyjama.organizations.actions.invitation import (
    accept_invitation,
    ask_for_invitation,
    forget_invitations,
    invite,
    renew_invitation,
    take_back_invitation,
)
from pyjama.organizations.actions.looking import keep_look, look_at_next_website
from pyjama.organizations.actions.team import change_role, leave_team, remove_member
from pyjama.organizations.actions.verification import refuse_organization, refuse_own, verify_organization

__all__ = [
    "accept_invitation",
    "answer_moderators",
    "ask_for_invitation",
    "ask_organization",
    "change_role",
    "edit_organization",
    "end_organization",
    "forget_invitations",
    "invite",
    "keep_look",
    "leave_team",
    "look_at_next_website",
    "refuse_organization",
    "refuse_own",
    "register_organization",
    "remove_member",
    "renew_invitation",
    "take_back_invitation",
    "verify_organization",
]
