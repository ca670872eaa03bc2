"""What a moderator decides of an organization."""

from django.db import transaction
from django.utils.translation import gettext as _

from pyjama.accounts.models import User
from pyjama.core import clock
from pyjama.core.refusals import Refused
from pyjama.moderation.actions import note_act
from pyjama.moderation.models import StaffAct
from pyjama.notifications.actions import notify
from pyjama.notifications.models import Kind
from pyjama.organizations.actions.case import Line, close_case, write_line
from pyjama.organizations.models import Check, Organization

Status, What = Organization.Status, Check.What
FIELD_OF = {What.NAME: "name", What.NUMBER: "charity_number", What.WEBSITE: "website"}


@transaction.atomic
def verify_organization(*, organization, moderator, checked, version, last_line=None):
    """Say that an organization is what it claims to be: its calls may become public from now on.

    `checked` are Check.What (an iterable of str), shown to everybody with today's date; whoever found the number or the
    document found the name along with it. `version` is the organization's that the moderator read, `last_line` the id of the
    last line of the log that she saw. Refused when a decision was taken already, when something came since she read, or
    when she belongs to the organization.
    """
    organization, case = _undecided(organization, moderator, version, last_line)
    checked = _with_name(checked)
    if not case.is_recheck:
        organization.status, organization.refusal = Status.VERIFIED, ""
        organization.decided_at, organization.decided_by = clock.now(), moderator
        organization.save()
    _keep_checks(organization, checked)
    close_case(case)
    write_line(organization, moderator, Line.VERIFIED, checked=checked)
    note_act(staff=moderator, kind=StaffAct.Kind.VERIFIED, about=organization)
    notify(owners_of(organization), Kind.ORGANIZATION_VERIFIED, organization, facts={"again": case.is_recheck})
    return organization


@transaction.atomic
def refuse_organization(*, organization, moderator, reason, version, last_line=None):
    """Say that an organization cannot be verified as it is, and why (plain text, read by its owners).

    They may change it and ask again. One that was verified is so no longer: its page and calls are not public until then.
    Refused in the same cases as verifying.
    """
    organization, case = _undecided(organization, moderator, version, last_line)
    organization.status, organization.refusal = Status.REFUSED, reason
    organization.decided_at, organization.decided_by = clock.now(), moderator
    organization.save()
    close_case(case)
    write_line(organization, moderator, Line.REFUSED, text=reason)
    note_act(staff=moderator, kind=StaffAct.Kind.REFUSED, about=organization)
    notify(owners_of(organization), Kind.ORGANIZATION_REFUSED, organization, facts={"reason": reason})
    return organization


def _undecided(organization, moderator, version, last_line):
    """The organization as it stands, held, with its open case: the second of two moderators finds the first's decision."""
    organization = Organization.objects.locked(organization)
    refuse_own(organization, moderator)
    last = organization.log.first()
    if not organization.open_case:
        raise Refused(_decided_already(last))
    if organization.version != version or last_line not in {None, getattr(last, "pk", 0)}:
        raise Refused(_("Something came in since you opened the page. Read it once more, then decide."))
    return organization, organization.open_case


def refuse_own(organization, moderator):
    """Nobody speaks for both sides."""
    if organization.memberships.filter(person=moderator).exists():
        raise Refused(_("You belong to this organization: another moderator looks at it."))


def _decided_already(line):
    if line and line.kind == Line.VERIFIED:
        return _("Another moderator has decided on this organization already: it is verified.")
    if line and line.kind == Line.REFUSED:
        return _("Another moderator has decided on this organization already: it is refused.")
    return _("This organization is not waiting for a decision.")


def _with_name(checked):
    names = {What.NAME} if {What.NUMBER, What.PROOF} & {*checked} else set()
    return [what.value for what in What if what in names | {*checked}]


def _keep_checks(organization, checked):
    rows = [
        Check(organization=organization, what=what, value=getattr(organization, FIELD_OF.get(what, ""), ""))
        for what in checked
    ]
    Check.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["organization", "what"],
        update_fields=["value", "checked_at"],
    )


def owners_of(organization):
    return User.objects.filter(memberships__in=organization.memberships.owners())
