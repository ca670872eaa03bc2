"""Who works for an organization: changing place, handing over, leaving, and the end of it all."""

from django.db import transaction
from django.utils.translation import gettext as _

from pyjama.core import clock
from pyjama.core.refusals import Refused
from pyjama.notifications.actions import notify
from pyjama.notifications.models import Kind
from pyjama.organizations.models import Act, Membership, Organization

Role = Membership.Role
MADE = {Role.OWNER: Act.Kind.MADE_OWNER, Role.EDITOR: Act.Kind.MADE_EDITOR}


@transaction.atomic
def change_role(*, membership, role, owner):
    """Make a member an owner or an editor, as one of the owners, and tell her; an organization keeps at least one owner.

    A role she has already, and a place that was lost meanwhile, stay as they are.
    """
    if role not in Role.values:
        raise Refused(_("Choose one of the two roles."))
    organization = Organization.objects.locked(membership.organization)
    if role != Role.OWNER:
        _keep_an_owner_besides(organization, membership)
    if organization.memberships.filter(pk=membership.pk).exclude(role=role).update(role=role):
        _end_invitations_of(membership, role)
        _note(organization, MADE[role], owner, membership.person)


@transaction.atomic
def remove_member(*, membership, person):
    """Take a member's place away, as one of the owners, and tell her; or leave oneself. An owner stays."""
    organization = Organization.objects.locked(membership.organization)
    _keep_an_owner_besides(organization, membership)
    removed, _rows = organization.memberships.filter(pk=membership.pk).delete()
    if removed:
        _end_invitations_of(membership)
        kind = Act.Kind.LEFT if membership.person_id == person.pk else Act.Kind.REMOVED
        _note(organization, kind, person, membership.person)


@transaction.atomic
def leave_team(*, membership, successor=None):
    """Give one's own place up; as the last owner, once `successor` (a colleague's Membership) is made an owner.

    Refused when the organization would have no owner, or when the successor has left meanwhile.
    """
    organization = Organization.objects.locked(membership.organization)
    if successor:
        if not organization.memberships.filter(pk=successor.pk).exists():
            raise Refused(_("This person has left the team meanwhile. Choose somebody else."))
        change_role(membership=successor, role=Role.OWNER, owner=membership.person)
    remove_member(membership=membership, person=membership.person)


def _keep_an_owner_besides(organization, membership):
    """Refuse when the last owner would go; the caller holds the organization, so that two who leave at once wait."""
    owners = organization.memberships.owners()
    if owners.contains(membership) and not owners.active().exclude(pk=membership.pk).exists():
        raise Refused(_("An organization needs an owner. Make somebody else an owner first, or delete the organization."))


def _end_invitations_of(membership, role=None):
    """What a person offered as an owner ends with her place, or with that role."""
    if role != Role.OWNER:
        theirs = membership.organization.invitations.pending().filter(invited_by=membership.person)
        theirs.update(withdrawn_at=clock.now())


def _note(organization, kind, person, member):
    """Write down what a `person` did to a `member`'s place, and tell her unless it is herself."""
    if person == member:
        organization.acts.create(kind=kind, person=person)
        return
    act = organization.acts.create(kind=kind, person=person, other=member)
    notify([member], Kind.TEAM_CHANGED, act, actor=person)
