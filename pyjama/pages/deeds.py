"""What a member of a team did in it."""

from django.db.models import Count, Max

from pyjama.contributions.models import Contribution
from pyjama.outcomes.models import Outcome

LATEST = 50


def deeds_of(membership, reader):
    """What was done from this place, the latest first and fifty lines of each kind: a dict of lists, in as many queries.

    `credits` and `replies` are counted for each call: dicts of its number, title and language, with `number` (int) and
    `last`, the moment of the last one.
    """
    person, organization = membership.person, membership.organization
    contributions = Contribution.objects.visible_to(reader).filter(call__organization=organization).standing()
    outcomes = Outcome.objects.visible_to(reader).filter(call__organization=organization, author=person)
    return {
        "written": organization.calls.visible_to(reader).filter(author=person).order_by("-created_at")[:LATEST],
        "credits": by_call(contributions.filter(credited_by=person), "credited_at"),
        "replies": by_call(contributions.filter(author=person, for_organization=True), "posted_at"),
        "outcomes": outcomes.select_related("call")[:LATEST],
        "acts": organization.acts.visible_to(reader).of_person(person).for_list()[:LATEST],
    }


def by_call(contributions, moment):
    """How many there are under each call, and when the last one was: those of the latest call first."""
    calls = contributions.order_by().values("call", "call__title", "call__language")
    return calls.annotate(number=Count("pk"), last=Max(moment)).order_by("-last")[:LATEST]
