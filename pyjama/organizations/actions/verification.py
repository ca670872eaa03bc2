"""What a moderator decides of an organization."""

from django.db import transaction
from django.utils.translation import gettext as _

from pyjama.accounts.models import User
from pyjama.core import clock
from pyjama.core.refusals import Refused
from pyjama.notifications.actions import notify
from pyjama.notifications.models import Kind
from pyjama.organizations.models import Organization

Status = Organization.Status


@transaction.atomic
def verify_organization(*, organization, moderator, checked, version):
    """Say that an organization is what it claims to be: its calls may become public from now on.

    `checked` is an Organization.Evidence, shown to everybody; `version` is the one the moderator read. Refused when a
    decision was taken already, or when the organization has changed since she read it.
    """
    organization = _undecided(organization, version)
    _decide(organization, moderator, Status.VERIFIED, checked=checked)
    notify(_owners(organization), Kind.ORGANIZATION_VERIFIED, organization)
    return organization


@transaction.atomic
def refuse_organization(*, organization, moderator, reason, version):
    """Say that an organization cannot be verified as it is, and why (plain text, read by its owners).

    They may change it and ask again. Refused in the same cases as verifying.
    """
    organization = _undecided(organization, version)
    _decide(organization, moderator, Status.REFUSED, reason=reason)
    notify(_owners(organization), Kind.ORGANIZATION_REFUSED, organization, facts={"reason": reason})
    return organization


def _undecided(organization, version):
    """The organization as it stands, locked: the second of two moderators finds the first one's decision."""
    organization = Organization.objects.locked(organization)
    if not organization.is_waiting:
        raise Refused(_("Another moderator has decided on this organization already."))
    if organization.version != version:
        raise Refused(_("This organization has changed since you opened the page. Read it once more, then decide."))
    return organization


def _decide(organization, moderator, status, *, checked="", reason=""):
    organization.status = status
    organization.decided_at = clock.now()
    organization.decided_by = moderator
    organization.checked, organization.refusal = checked, reason
    organization.save()
    organization.decisions.create(
        moderator=moderator, status=status, checked=checked, reason=reason, decided_at=organization.decided_at
    )


def _owners(organization):
    return User.objects.filter(memberships__in=organization.memberships.owners())
