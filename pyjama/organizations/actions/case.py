"""The steps of a verification that others take along: it is opened, it changes sides, it ends. The organization is held."""

from pyjama.accounts.models import User
from pyjama.core import clock
from pyjama.notifications.actions import notify
from pyjama.notifications.models import Kind
from pyjama.organizations.models import Case, LogLine

Line = LogLine.Kind
# What is checked of an organization that people see; a document is checked too, and private.
PRESENTED = ["name", "website", "charity_number"]


def write_line(organization, person, kind, *, text="", **facts):
    """Add a line to the log."""
    return organization.log.create(person=person, kind=kind, text=text, facts=facts)


def open_case(organization, reason, *, former=None):
    """Begin a verification, and tell the moderators; `former` says what was checked before, by the names of fields."""
    case = organization.cases.create(reason=reason, former=former or {})
    notify(User.objects.moderators(), Kind.ORGANIZATION_TO_VERIFY, organization, facts={"why": reason})
    return case


def close_case(case):
    """End it; time that the organization still takes for an answer is not the moderators'."""
    _start_clock(case)
    case.decided_at = clock.now()
    case.save()


def ask_the_organization(case):
    """The organization has something to answer: the clock is paused."""
    case.asked_at = case.asked_at or clock.now()
    case.save()


def hand_back(case, text=""):
    """The organization has answered, perhaps in words: the clock goes on; the moderators who asked are told, or else all."""
    _start_clock(case)
    case.save()
    asked = case.organization.log.filter(kind=Line.QUESTION, at__gte=case.opened_at).values("person")
    moderators = User.objects.moderators()
    notify(moderators.filter(pk__in=asked) or moderators, Kind.ORGANIZATION_ANSWERED, case, facts={"text": text})


def _start_clock(case):
    if case.asked_at:
        case.waiting_since += clock.now() - case.asked_at
        case.asked_at = None


def note_changes(organization, person, before, *, has_new_proof):
    """Follow what an edit changed of what is checked; `before` is what it was, by the names of fields.

    A refused organization asks again by any edit. A verified one is looked at again, and stays verified. What is waiting is
    as it was, with one more line in its log; a change answers a question.
    """
    changed = {name: value for name, value in before.items() if value != getattr(organization, name)}
    if changed or has_new_proof:
        changes = [[name, value, getattr(organization, name)] for name, value in changed.items()]
        write_line(organization, person, Line.CHANGED, changes=changes, has_new_proof=has_new_proof)
    case = organization.open_case
    if organization.is_refused:
        _ask_again(organization, person)
    elif case and (changed or has_new_proof):
        _follow(organization, case, changed)
    elif organization.is_verified and (former := _worth_a_look(organization, changed)):
        open_case(organization, Case.Reason.CHANGED, former=former)


def _worth_a_look(organization, former):
    """What of its `former` values is not as it was; a website that is gone claims nothing any more."""
    present = {name: getattr(organization, name) for name in former}
    gone = {"website"} if not organization.website else set()
    return {name: value for name, value in former.items() if value != present[name] and name not in gone}


def _ask_again(organization, person):
    organization.status = organization.Status.PENDING
    organization.decided_at = organization.decided_by = None
    organization.refusal = ""
    organization.save()
    write_line(organization, person, Line.RESUBMITTED)
    open_case(organization, Case.Reason.AGAIN)


def _follow(organization, case, changed):
    """Remember what was checked first; what is again as it was needs no second look, but a new document does."""
    if case.is_recheck:
        case.former = _worth_a_look(organization, changed | case.former)
    if case.is_recheck and not case.former and not _has_sent_proof(case):
        return close_case(case)
    if case.asked_at:
        return hand_back(case)
    case.save()


def _has_sent_proof(case):
    """Whether a document came since the case was opened, which no moderator has read."""
    return case.organization.log.filter(at__gte=case.opened_at, facts__has_new_proof=True).exists()
