"""Who works for an organization: inviting, joining, changing place, leaving."""

import secrets
from datetime import timedelta

from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from pyjama.core import clock
from pyjama.core.limits import Limit
from pyjama.core.refusals import Refused
from pyjama.core.site import absolute_url, site_name
from pyjama.notifications import outbox
from pyjama.organizations.models import Invitation, Membership, Organization
from pyjama.organizations.models.invitation import digest

PER_ORGANIZATION = Limit(20, timedelta(days=1))
PER_ADDRESS = Limit(3, timedelta(days=1))


@transaction.atomic
def invite(*, organization, inviter, email, role):
    """Offer a place to whoever reads the mail of an address, in the language of the inviter's page.

    The link of the mail serves once, for 14 days, and only to an account with that address; a former invitation to the
    same address serves no more. Whether the address has an account changes nothing. Refused beyond 20 a day for the
    organization, or 3 for the address from the whole site.
    """
    organization, email = Organization.objects.locked(organization), email.lower()
    PER_ORGANIZATION.refuse_beyond(organization.invitations, "invited_at")
    PER_ADDRESS.refuse_beyond(Invitation.objects.filter(email=email), "invited_at")

    organization.invitations.waiting().filter(email=email).update(expires_at=clock.now())
    token = secrets.token_urlsafe(32)
    invitation = organization.invitations.create(email=email, role=role, token_digest=digest(token), invited_by=inviter)
    _send(invitation, token)
    return invitation


def _send(invitation, token):
    """Post the link. A stranger's first mail carries no words of others: an unverified organization's name is left out."""
    organization = invitation.organization
    context = {
        "site_name": site_name(),
        "name": organization.name if organization.is_verified else "",
        "role": invitation.role,
        "url": absolute_url(reverse("organizations:invitation", args=[token])),
        "expires_at": invitation.expires_at,
    }
    text = render_to_string("organizations/mail/invitation.txt", context)
    html = render_to_string("organizations/mail/invitation.html", context)
    outbox.post(invitation.email, _("You are invited to join a team"), text.strip() + "\n", html)


@transaction.atomic
def take_back_invitation(*, invitation):
    """Make the link of a waiting invitation worthless; one that was accepted meanwhile stays as it is."""
    Invitation.objects.waiting().filter(pk=invitation.pk).update(expires_at=clock.now())


@transaction.atomic
def accept_invitation(*, token, person):
    """Take the place that the link offers, and return the organization.

    Refused, with the reason, when the token (str) is unknown, used, out of date, or sent to another address. Somebody who
    has a place already keeps the one she has.
    """
    offered = Invitation.objects.of_token(token).select_related("organization").first()
    if not offered:
        raise Refused(Invitation.UNKNOWN)
    organization = Organization.objects.locked(offered.organization)
    invitation = organization.invitations.select_for_update().get(pk=offered.pk)
    if obstacle := invitation.obstacle(person):
        raise Refused(obstacle)

    invitation.accepted_at = clock.now()
    invitation.save(update_fields=["accepted_at"])
    organization.memberships.get_or_create(person=person, defaults={"role": invitation.role})
    return organization


@transaction.atomic
def change_role(*, membership, role):
    """Make a member an owner or an editor; an organization keeps at least one owner."""
    if role not in Membership.Role.values:
        raise Refused(_("Choose one of the two roles."))
    if role != Membership.Role.OWNER:
        _keep_an_owner_besides(membership)
        _take_back_those_of(membership)
    membership.organization.memberships.filter(pk=membership.pk).update(role=role)


@transaction.atomic
def remove_member(*, membership):
    """Take a person's place away, or leave it oneself; an organization keeps at least one owner."""
    _keep_an_owner_besides(membership)
    _take_back_those_of(membership)
    membership.delete()


def _keep_an_owner_besides(membership):
    """Refuse when the last owner would go; the lock makes two owners who leave at once wait for each other."""
    organization = Organization.objects.locked(membership.organization)
    if not organization.memberships.owners().exclude(pk=membership.pk).exists():
        raise Refused(_("An organization needs an owner. Make somebody else an owner first."))


def _take_back_those_of(membership):
    """What a person offered as an owner ends with her place."""
    theirs = membership.organization.invitations.waiting().filter(invited_by=membership.person)
    theirs.update(expires_at=clock.now())
