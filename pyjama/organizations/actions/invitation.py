"""Who is asked into a team: inviting, renewing, taking back, accepting."""

import secrets
from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from pyjama.accounts.models import User
from pyjama.core import clock
from pyjama.core.limits import LIMITS
from pyjama.core.refusals import Refused
from pyjama.notifications.actions import notify
from pyjama.notifications.models import Kind
from pyjama.organizations.letters import letter
from pyjama.organizations.models import Act, Invitation, Organization
from pyjama.organizations.models.invitation import digest

ONCE_A_DAY = timedelta(days=1)
Obstacle = Invitation.Obstacle


@transaction.atomic
def invite(*, organization, inviter, email, role):
    """Offer a place to whoever reads the mail of an address, in the language of the inviter's page.

    The link of the mail serves once, for 14 days, and only to an account with that address. An address that has the same
    offer already is not written to again, and its link stays good; an offer of another role replaces the former one. Whether
    the address has an account changes nothing. Refused beyond 20 a day for the organization, or 3 for the address from the
    whole site, and when the organization was deleted meanwhile.
    """
    organization, email = Organization.objects.locked(organization), email.lower()
    if organization.is_former:
        raise Refused(Obstacle.GONE.label)
    if offered := organization.invitations.waiting().filter(email=email, role=role).first():
        return offered
    return _offer(organization, inviter, Act.Kind.INVITED, email=email, role=role)


@transaction.atomic
def renew_invitation(*, invitation, owner):
    """Send an invitation again, with a new link that is good for 14 days; the former link no longer works.

    One that was renewed meanwhile is not sent twice. Refused when it was accepted or taken back meanwhile, and beyond the
    same limits as inviting.
    """
    organization = Organization.objects.locked(invitation.organization)
    invitation = organization.invitations.get(pk=invitation.pk)
    if invitation.accepted_at:
        raise Refused(_("This invitation was accepted meanwhile: there is nothing to renew."))
    if invitation.withdrawn_at:
        return _newer(organization, invitation)
    return _offer(organization, owner, Act.Kind.RENEWED, email=invitation.email, role=invitation.role)


def _newer(organization, invitation):
    """The invitation that has replaced this one; refused where there is none."""
    newer = organization.invitations.waiting().filter(email=invitation.email).first()
    if not newer:
        raise Refused(_("This invitation was taken back meanwhile. Invite the address again if you wish."))
    return newer


def _offer(organization, inviter, kind, **offered):
    """Withdraw what was offered to the address until now, and send what is `offered`; the caller holds the organization."""
    LIMITS["invitations"].refuse_beyond(organization.invitations, "invited_at")
    LIMITS["invitations_to_address"].refuse_beyond(Invitation.objects.filter(email=offered["email"]), "invited_at")

    organization.invitations.pending().filter(email=offered["email"]).update(withdrawn_at=clock.now())
    token = secrets.token_urlsafe(32)
    invitation = organization.invitations.create(token_digest=digest(token), invited_by=inviter, **offered)
    letter(invitation, token).save()
    organization.acts.create(kind=kind, person=inviter)
    return invitation


@transaction.atomic
def take_back_invitation(*, invitation, owner):
    """Make the link of an invitation worthless; one that was accepted or withdrawn meanwhile stays as it is."""
    if Invitation.objects.pending().filter(pk=invitation.pk).update(withdrawn_at=clock.now()):
        invitation.organization.acts.create(kind=Act.Kind.TOOK_BACK, person=owner)


@transaction.atomic
def accept_invitation(*, token, person):
    """Take the place that the link offers, and return the organization.

    Refused, with the reason, when the token (str) is unknown, used, withdrawn, out of date, sent to another address, or
    when the person has a place already: she keeps the one she has.
    """
    organization, invitation = _opened_by(token)
    if obstacle := invitation.obstacle(person):
        raise Refused(obstacle.label)

    invitation.accepted_at = clock.now()
    invitation.save(update_fields=["accepted_at"])
    organization.memberships.create(person=person, role=invitation.role)
    organization.acts.create(kind=Act.Kind.JOINED, person=person)
    return organization


@transaction.atomic
def ask_for_invitation(*, token, person):
    """Ask the owners, who read the person's name and address, to invite her: her link has expired or is for another address.

    Done again within a day, it tells nobody twice. Refused when the token (str) is unknown or used, or was withdrawn.
    """
    organization, invitation = _opened_by(token)
    obstacle = invitation.obstacle(person)
    if obstacle not in {Obstacle.ANOTHER, Obstacle.EXPIRED}:
        raise Refused(obstacle.label if obstacle else _("Your invitation still works: open its link once more."))

    asked = {"kind": Act.Kind.ASKED, "person": person}
    if not organization.acts.filter(**asked, done_at__gt=clock.now() - ONCE_A_DAY).exists():
        owners = User.objects.filter(memberships__in=organization.memberships.owners())
        act = organization.acts.create(**asked)
        notify(owners, Kind.INVITATION_ASKED, act, actor=person, facts={"email": person.email})


def _opened_by(token):
    """The organization and the invitation behind a token, both held; refused when there is none."""
    offered = Invitation.objects.of_token(token).select_related("organization").first()
    if not offered:
        raise Refused(Obstacle.UNKNOWN.label)
    organization = Organization.objects.locked(offered.organization)
    return organization, organization.invitations.select_for_update().get(pk=offered.pk)


@transaction.atomic
def forget_invitations():
    """Delete those that were over a month ago: what has no more use is not kept (Law 25, s. 23)."""
    Invitation.objects.forgettable().delete()


@transaction.atomic
def forget_addresses(*, addresses):
    """Take the addresses (a set of str) of somebody who leaves out of the invitations to them; those that wait end."""
    theirs = Invitation.objects.filter(email__in=addresses)
    theirs.filter(accepted_at=None, withdrawn_at=None).update(withdrawn_at=clock.now())
    theirs.update(email="")
