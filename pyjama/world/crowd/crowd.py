"""Fills the database with a crowd, in slices: what is drawn is written, and forgotten."""

from collections import Counter
from datetime import timedelta
from random import Random

from django.contrib.contenttypes.models import ContentType
from django.core.management.color import no_style
from django.db import connection, transaction

from pyjama.calls.models import Call
from pyjama.calls.search import index
from pyjama.contributions.models import Contribution
from pyjama.core import clock
from pyjama.karma.models import MOST_CONTRIBUTED, POINTS, Reason
from pyjama.notifications.models import TABLE
from pyjama.organizations.models import Organization
from pyjama.outcomes.models import Outcome
from pyjama.topics.models import Cause, Skill
from pyjama.world.crowd.organizations import add_organization
from pyjama.world.crowd.people import add_person, somebody
from pyjama.world.crowd.tables import Tables

PEOPLE_AT_ONCE, ROWS_AT_ONCE = 5_000, 10_000
NEWS_KEPT, NEWS_READ, LEFT_UNREAD = timedelta(days=90), timedelta(days=7), 0.3
STANCES_OF_A_PERSON = 3
# So many of the busiest may reach what karma a day may bring; the days of the others need not be counted.
BUSIEST = 100
(MOST_IN_A_DAY, _day) = MOST_CONTRIBUTED[0]


TOLD_OF = [Call, Contribution, Organization, Outcome]


class Crowd:
    """People, organizations, calls and contributions of a Size: the same for the same Size, but for today's date."""

    def __init__(self, size):
        self.size = size
        self.now = clock.now().replace(minute=0, second=0, microsecond=0)
        self.tables = Tables()
        self.first_person, self.first_call = self.tables.people.last + 1, self.tables.calls.last + 1
        self.causes, self.skills = ([*topic._base_manager.values_list("pk", flat=True)] for topic in (Cause, Skill))
        self.types = {model: each.pk for model, each in ContentType.objects.get_for_models(*TOLD_OF).items()}
        self.days = Counter()

    def earn(self, person, reason, contribution, moment, giver=None):
        """Write a line of a person's ledger of karma."""
        if reason == Reason.CONTRIBUTED and self.is_beyond_a_day(person, moment):
            return
        about = {"content_type_id": self.types[Contribution], "object_id": contribution}
        row = {"person_id": person, "reason": reason, "points": POINTS[reason], "giver_id": giver, "created_at": moment}
        self.tables.karma.add(**row, **about)

    def is_beyond_a_day(self, person, moment):
        """Whether contributing brought her already what it may in a day: here that of the calendar and the one after."""
        if person - self.first_person >= BUSIEST:
            return False
        day = person, moment.date()
        self.days[day] += 1
        return self.days[day] > MOST_IN_A_DAY // 2

    def tell(self, chance, person, kind, target, moment, *, together=None, facts=None):
        """Put news about `target` in a person's list, unless it is too old to be kept; what is older was mostly read.

        `target` and `together`, by which it is one line with others, are pairs of a model and a number.
        """
        if moment < self.now - NEWS_KEPT:
            return
        is_read = moment < self.now - NEWS_READ and chance.random() > LEFT_UNREAD
        model, number = target
        about = {"content_type_id": self.types[model], "object_id": number, "actor_name": "Wren", "facts": facts or {}}
        model, number = together or target
        group = f"{kind}:{model._meta.model_name}-{number}" if TABLE[kind].grouped_for else f"{chance.getrandbits(128):032x}"
        read_at = self.end_of_day(moment) if is_read else None
        self.tables.news.add(recipient_id=person, kind=kind, created_at=moment, read_at=read_at, group=group, **about)

    def end_of_day(self, moment):
        """When somebody read what came on a day: all of it at once."""
        return moment.replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)

    def follow(self, person, model, number, moment):
        self.tables.interests.add(person_id=person, content_type_id=self.types[model], object_id=number, since=moment)

    def come(self):
        """Add them all: an iterator of what is done so far, pairs of a noun and a number."""
        yield from self.people()
        yield from self.organizations()
        yield from self.stances()
        yield from self.words()
        reset_sequences(self.tables)

    def people(self):
        for number in range(1, self.size.volunteers + 1):
            add_person(self, number)
            if number % PEOPLE_AT_ONCE == 0 or number == self.size.volunteers:
                self.write()
                yield "volunteers", number

    def organizations(self):
        received, first, written = self.size.contributions_of_calls(), 0, 0
        for number, calls in enumerate(self.size.calls_of_organizations(), 1):
            add_organization(self, number, received[first : first + calls])
            first += calls
            waiting = len(self.tables.contributions.waiting)
            if waiting >= ROWS_AT_ONCE or number == self.size.organizations:
                self.write()
                written += waiting
                yield "contributions", written

    def stances(self):
        """What some people passed over and kept for later, among the calls that are open."""
        chance, calls = Random("stances"), [*Call.objects.open().values_list("pk", flat=True)]
        number = self.size.volunteers * STANCES_OF_A_PERSON if calls else 0
        pairs = {(somebody(self, chance), chance.choice(calls)) for _ in range(number)}
        for person, call in sorted(pairs):
            kind = chance.choice(["skipped", "skipped", "saved"])
            self.tables.stances.add(person_id=person, call_id=call, kind=kind, taken_at=self.now)
        self.write()
        yield "stances", len(pairs)

    def words(self):
        """The search's index of the new calls."""
        new = Call.objects.filter(pk__gte=self.first_call).only("pk", "title", "body", "language").order_by("pk")
        index(*new.iterator())
        yield "calls in the search", new.count()

    @transaction.atomic
    def write(self):
        self.tables.write()


def reset_sequences(tables):
    """Have the database number its next rows after ours (PostgreSQL; SQLite looks for the last by itself)."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), [table.model for table in tables]):
            cursor.execute(statement)
        cursor.execute("ANALYZE")
