from pyjama.organizations.actions.description import edit_organization, register_organization
from pyjama.organizations.actions.following import follow, unfollow
from pyjama.organizations.actions.team import accept_invitation, change_role, invite, remove_member, take_back_invitation
from pyjama.organizations.actions.verification import refuse_organization, verify_organization

__all__ = [
    "accept_invitation",
    "change_role",
    "edit_organization",
    "follow",
    "invite",
    "refuse_organization",
    "register_organization",
    "remove_member",
    "take_back_invitation",
    "unfollow",
    "verify_organization",
]
