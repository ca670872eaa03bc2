"""How long it takes to choose the next call among thousands: prints a table, asserts nothing.

.venv/bin/python benchmarks/next_call.py, on a scratch SQLite; DATABASE_URL names an empty PostgreSQL instead.
"""

import os
import random
import statistics
import sys
import tempfile
import time
import uuid
from datetime import timedelta
from functools import partial
from pathlib import Path

SCRATCH = tempfile.TemporaryDirectory(prefix="pyjama-benchmark-")
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.update(
    DJANGO_SETTINGS_MODULE="config.settings", DATA_DIR=SCRATCH.name, PYJAMA_DEMO="1", LOG_LEVEL="ERROR", SECRET_KEY="x" * 50
)

import django  # noqa: E402

django.setup()

from django.contrib.auth.models import AnonymousUser  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.db.models import Count  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

from pyjama.accounts.models import User  # noqa: E402
from pyjama.calls.models import NO_SKILL, Call  # noqa: E402
from pyjama.contributions.models import Contribution  # noqa: E402
from pyjama.core import clock  # noqa: E402
from pyjama.matching.choosing import how_many_fit, next_call, with_likings  # noqa: E402
from pyjama.matching.models import Stance  # noqa: E402
from pyjama.matching.wishes import Wishes  # noqa: E402
from pyjama.organizations.models import Organization  # noqa: E402
from pyjama.topics.models import Cause, Skill  # noqa: E402

PEOPLE, ORGANIZATIONS, OPEN, CLOSED = 10_000, 450, 5_000, 5_000
CONTRIBUTIONS, STANCES, STANCES_OF_ONE = 60_000, 30_000, 300
ROUNDS, WARM_UP = 31, 3
CHANCE = random.Random(1)  # noqa: S311


def populate():
    """Fill the tables that the choice looks at; return the person who did most."""
    now = clock.now()
    people = User.objects.bulk_create(person(turn) for turn in range(PEOPLE))
    organizations = Organization.objects.bulk_create(organization(turn, now) for turn in range(ORGANIZATIONS))
    calls = Call.objects.bulk_create(call(turn, CHANCE.choice(organizations), people, now) for turn in range(OPEN + CLOSED))
    link(Organization.causes.through, "organization_id", organizations, "cause_id", Cause, lambda: CHANCE.randint(1, 3))
    link(Call.skills.through, "call_id", calls, "skill_id", Skill, lambda: CHANCE.choice([0, 0, 1, 1, 2]))
    busy = people[0]
    answers = (answer(calls, people, busy, turn, now) for turn in range(CONTRIBUTIONS))
    Contribution.objects.bulk_create(answers, batch_size=2_000)
    stances = [stance(CHANCE.choice(people), calls, CHANCE.choice(Stance.Kind.values)) for _ in range(STANCES)]
    stances += [stance(busy, calls[:OPEN], Stance.Kind.SKIPPED) for _ in range(STANCES_OF_ONE)]
    stances += [stance(busy, calls, Stance.Kind.MORE) for _ in range(10)]
    Stance.objects.bulk_create(stances, ignore_conflicts=True)
    return busy


def person(turn):
    return User(email=f"{turn}@example.org", display_name=f"Person {turn}", password="!")  # noqa: S106


def organization(turn, now):
    return Organization(
        name=f"Organization {turn}", mission_en="To help.", city="Matane", province="QC", status="verified", decided_at=now
    )


def call(turn, host, people, now):
    is_open = turn < OPEN
    published, length = now - timedelta(hours=CHANCE.uniform(0, 300)), timedelta(hours=CHANCE.uniform(310, 700))
    return Call(
        organization=host, author=people[turn % PEOPLE], title=f"Call {turn}", body="One question. " * 40, kind=kind(),
        language=CHANCE.choice(["fr", "en"]), minutes=CHANCE.choice([2, 5, 15, 30, 60]), enough=CHANCE.choice([5, 10, 20]),
        contribution_count=CHANCE.randint(0, 12), published_at=published if is_open else published - length,
        closes_at=published + length if is_open else now - timedelta(hours=2), state="open" if is_open else "sorting",
    )  # fmt: skip


def kind():
    return CHANCE.choice(["request", "challenge"])


def link(through, side, rows, other, topics, number):
    topics = [*topics.objects.all()]
    pairs = [(row.pk, topic.pk) for row in rows for topic in CHANCE.sample(topics, number())]
    through.objects.bulk_create(through(**{side: row, other: topic}) for row, topic in pairs)


def answer(calls, people, busy, turn, now):
    author = busy if turn < STANCES_OF_ONE else CHANCE.choice(people)
    return Contribution(
        call=CHANCE.choice(calls), author=author, body="Yes.", body_html="<p>Yes.</p>", language="en", posted_at=now,
        submission_key=uuid.UUID(int=turn),
    )  # fmt: skip


def stance(person, calls, kind):
    return Stance(person=person, call=CHANCE.choice(calls), kind=kind)


BOTH = frozenset({"fr", "en"})
WISHES = {
    "nothing said": Wishes(),
    "5 minutes": Wishes(minutes=5, languages=frozenset({"fr"})),
    "just my opinion": Wishes(minutes=5, skills=frozenset({NO_SKILL}), languages=frozenset({"fr"})),
    "two causes": Wishes(minutes=15, causes=frozenset({"animals", "food"}), languages=frozenset({"en"})),
    "causes and skills": Wishes(15, frozenset({"animals", "food"}), frozenset({"writing", "translation"}), BOTH),
    "nothing fits": Wishes(1, frozenset({"animals"}), frozenset({"mobile"}), frozenset({"fr"})),
}


def measure(act):
    """The queries (int), and the median and the fastest (float, milliseconds) of doing something.

    Where other programs take turns with this one, the fastest says more of it than the median.
    """
    for _ in range(WARM_UP):
        act()
    with CaptureQueriesContext(connection) as queries:
        act()
    times = sorted(timed(act) for _ in range(ROUNDS))
    return len(queries), statistics.median(times), times[0]


def timed(act):
    begun = time.perf_counter()
    act()
    return (time.perf_counter() - begun) * 1_000


def main():
    call_command("migrate", verbosity=0)
    busy = populate()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    counts = Call.objects.open().aggregate(number=Count("pk"))["number"]
    sys.stdout.write(f"{connection.vendor}: {counts:,} open calls, {User.objects.count():,} people\n")
    sys.stdout.write(f"{'who, and what was said':<32}{'next call':>26}{'how many fit':>26}\n")
    seen = [("request", ["food"]), ("request", ["food"])]
    likings = Call.objects.filter(pk__in=Stance.objects.filter(person=busy, kind=Stance.Kind.MORE).values("call"))
    for name, reader in {"visitor": AnonymousUser(), "busy person": busy}.items():
        for said, wishes in WISHES.items():
            asked = {"reader": reader, "passed": frozenset(range(1, 101)), "just_seen": seen}
            liked = likings if reader is busy else Call.objects.none()
            choose = partial(choose_next, wishes, liked, **asked)
            tell(f"{name}: {said}", choose, partial(how_many_fit, wishes))


def choose_next(wishes, liked, **asked):
    return next_call(wishes=with_likings(wishes, liked.all()), **asked)


def tell(name, *acts):
    cells = (f"{queries} q {median:.1f} ms ({fastest:.1f})" for queries, median, fastest in map(measure, acts))
    sys.stdout.write(f"{name:<32}" + "".join(f"{cell:>26}" for cell in cells) + "\n")


if __name__ == "__main__":
    main()
