"""What there is to do when no call fits: small things that help all the same."""

from datetime import timedelta

from django.db.models import Exists, OuterRef

from pyjama.calls.models import Call
from pyjama.clarity.models import Trial
from pyjama.contributions.models import Contribution, UsefulVote
from pyjama.core import clock
from pyjama.core.scopes import belongs_to
from pyjama.matching.muting import unmuted
from pyjama.notifications.models import Interest
from pyjama.organizations.models import Organization, organizations_of

# Most contributions are found useful, or not, within days; their organization has read older ones.
RECENTLY = timedelta(days=21)
LEAST_VOTED = 50


def small_things(*, reader, wishes, number=3):
    """A few `trials` of drafts to read, `contributions` to vote on and `organizations` to follow: a dict of lists."""
    return {
        "trials": trials_to_read(reader, wishes.languages, number),
        "contributions": contributions_to_vote_on(reader, wishes.languages, number),
        "organizations": organizations_to_follow(reader, wishes.causes, number),
    }


def trials_to_read(reader, languages, number):
    """Drafts in these languages whose organization wants to know if they are clear, the least read first."""
    calls = unmuted(Call.objects.filter(language__in=languages), reader).order_by()
    trials = Trial.objects.visible_to(reader).open().in_search_of(reader).filter(call__in=calls.values("pk"))
    return [*trials.select_related("call__organization")[:number]]


def contributions_to_vote_on(reader, languages, number):
    """Those that few found useful yet and whose organization has still to choose: at most one of each call.

    Not the reader's own, nor what she voted for, nor what her own organizations received.
    """
    calls = Call.objects.filter(state__in=[Call.State.OPEN, Call.State.SORTING])
    calls = unmuted(calls.exclude(organization__in=organizations_of(reader)), reader).order_by()
    voted = UsefulVote.objects.filter(belongs_to(reader, "voter"), contribution=OuterRef("pk"))
    waiting = (
        Contribution.objects.visible_to(reader)
        .answers()
        .filter(call__in=calls.values("pk"), credit="", language__in=languages, posted_at__gt=clock.now() - RECENTLY)
    )
    waiting = (
        waiting.exclude(belongs_to(reader, "author")).exclude(Exists(voted)).order_by("useful_count", "posted_at", "pk")
    )
    by_call = {}
    for contribution in waiting.select_related("author", "call__organization")[:LEAST_VOTED]:
        by_call.setdefault(contribution.call_id, contribution)
    return [*by_call.values()][:number]


def organizations_to_follow(reader, causes, number):
    """The latest to join of those that work for one of some causes, or of all; not those she follows, mutes or is in."""
    known = Interest.objects.visible_to(reader).rows_of(Organization)
    organizations = Organization.objects.visible_to(reader).verified()
    organizations = organizations.exclude(pk__in=organizations_of(reader)).exclude(pk__in=known)
    organizations = organizations.filter(causes__slug__in=causes).distinct() if causes else organizations
    return [*organizations.order_by("-registered_at", "-pk")[:number]]
