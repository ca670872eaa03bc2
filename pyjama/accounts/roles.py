"""Which pages are those of a role, where the operator asks whoever has it for a second step (SECOND_STEP_REQUIRED_OF).

Names of addresses, as this floor knows nothing of what stands above it; tests/test_access.py holds the lists to its table.
"""

from django.conf import settings

MODERATORS, OPERATORS, OWNERS = "moderators", "operators", "owners"
SPACES = {OPERATORS: ("admin",)}
PAGES = {
    MODERATORS: {
        *("moderation:queue", "moderation:item", "moderation:claim", "moderation:put_back", "moderation:undo"),
        *("moderation:decide_appeal", "pages:review", "calls:decide"),
        *("organizations:ask", "organizations:decide", "organizations:refuse"),
        *("privacy:unlistings", "privacy:unlisting", "privacy:lift_unlisting"),
    },
    OPERATORS: {
        *("moderation:log", "privacy:incidents", "privacy:new_incident", "privacy:incident", "privacy:tell_authority"),
        *("privacy:download_incidents", "privacy:retention"),
    },
    OWNERS: {
        *("organizations:team", "organizations:role", "organizations:take_back", "organizations:renew"),
        *("organizations:remove", "pages:delete_organization"),
    },
}


def role_of_page(match, method):
    """The role that a page (a ResolverMatch) is for, among those asked for a second step; or None.

    What is an owner's may be read by her whole team: it is hers where something is sent.
    """
    for role in settings.SECOND_STEP_REQUIRED_OF:
        is_page = match.view_name in PAGES.get(role, ()) or match.namespace in SPACES.get(role, ())
        if is_page and (role != OWNERS or method == "POST"):
            return role
    return None


def has_role(person, role):
    """Say whether this role may be hers; who owns an organization is known above, so of anybody it may be."""
    return {MODERATORS: person.is_moderator, OPERATORS: person.is_staff, OWNERS: True}[role]
