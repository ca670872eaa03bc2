"""What waits for the people of organizations: looked for at all the organizations of some people at once."""

from datetime import timedelta

from django.db.models import Count, Q

from pyjama.calls.models import DAYS_TO_SORT, Call
from pyjama.core import clock
from pyjama.organizations.models import Act, Case, Invitation, Membership
from pyjama.outcomes.promise import DAYS, reminded_at

# What happened within a day was mailed when it happened.
TOLD = timedelta(days=1)
# Whoever waited so long for a reaction would be glad of one.
DAYS_WITHOUT_REACTION = 3
# Somebody who asked to be invited and was not, is not invited.
ASKED_WITHIN = timedelta(days=14)


class Waiting:
    """All that waits in some organizations (ids), by the id of each: in so many queries for all of them."""

    def __init__(self, organizations):
        calls = Call.objects.filter(organization__in=organizations)
        self.to_sort = by_organization(with_unsorted(calls.being_sorted().order_by("closed_at", "pk")))
        self.closing = by_organization(calls.open().filter(closes_at__lte=clock.end_of(clock.today())).order_by("closes_at"))
        self.unanswered = by_organization(with_unanswered(calls.open().order_by("closes_at", "pk")))
        self.returned = by_organization(returned(calls))
        self.questions = by_organization(Case.objects.asked().filter(organization__in=organizations, asked_at__lt=told()))
        self.invitations = by_organization(asking(organizations))


def by_organization(rows):
    found = {}
    for row in rows:
        found.setdefault(row.organization_id, []).append(row)
    return found


def told():
    """The moment before which what happened was mailed yesterday or earlier."""
    return clock.now() - TOLD


def of_answers(condition):
    """How many answers to a call meet a condition, as an expression (see `Contribution.objects.answers`)."""
    answers = Q(contributions__withdrawn_at=None, contributions__parent=None, contributions__for_organization=False)
    return Count("contributions", filter=answers & condition)


def with_unsorted(calls):
    return calls.annotate(unsorted=of_answers(Q(contributions__credit="")))


def with_unanswered(calls):
    """Those with contributions that nobody reacted to for some days, how many as `unanswered`."""
    since = clock.days_from(clock.now(), -DAYS_WITHOUT_REACTION)
    waiting = Q(contributions__reacted_at=None, contributions__posted_at__lt=since)
    return calls.annotate(unanswered=of_answers(waiting)).filter(unanswered__gt=0)


def returned(calls):
    """First calls that a moderator gave back and that nobody took up again."""
    return calls.filter(state=Call.State.DRAFT, saved_at__lt=told()).exclude(review_note="").order_by("pk")


def asking(organizations):
    """Those (acts) who asked to be invited and neither are in the team nor were invited since."""
    now = clock.now()
    asked = Act.objects.filter(
        organization__in=organizations,
        kind=Act.Kind.ASKED,
        done_at__lt=told(),
        done_at__gt=now - ASKED_WITHIN,
        person__is_active=True,
    )
    rows = [*asked.select_related("person").order_by("done_at", "pk")]
    members = {*Membership.objects.filter(organization__in=organizations).values_list("organization", "person")}
    waiting = Invitation.objects.waiting().filter(organization__in=organizations)
    invited = {(pk, email.lower()) for pk, email in waiting.values_list("organization", "email")}
    latest = {(row.organization_id, row.person_id): row for row in rows}
    return [
        row
        for (organization, person), row in latest.items()
        if (organization, person) not in members and (organization, row.person.email.lower()) not in invited
    ]


def is_reminded_of_today(call):
    """Say whether today is one of the days on which a closed call's reminder is mailed (see `promise`)."""
    return any(clock.day(reminded_at(call.closing, day)) == clock.today() for day in DAYS)


def day_of(call):
    """On which of its 14 days a closed call is (int, from 1)."""
    return min((clock.today() - clock.day(call.closing)).days + 1, DAYS_TO_SORT)
