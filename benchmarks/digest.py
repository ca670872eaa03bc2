"""What the weekly mail costs as more people want it: prints tables, asserts nothing.

.venv/bin/python benchmarks/digest.py [people], on a scratch SQLite; DATABASE_URL names an empty PostgreSQL instead.
"""

import gc
import os
import random
import sys
import tempfile
import time
from datetime import timedelta
from pathlib import Path

SCRATCH = tempfile.TemporaryDirectory(prefix="pyjama-benchmark-")
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.update(
    DJANGO_SETTINGS_MODULE="config.settings", DATA_DIR=SCRATCH.name, PYJAMA_DEMO="1", LOG_LEVEL="ERROR", SECRET_KEY="x" * 50
)

import django  # noqa: E402

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402

from pyjama.accounts.models import User  # noqa: E402
from pyjama.calls.models import Call  # noqa: E402
from pyjama.core import clock  # noqa: E402
from pyjama.digests import series  # noqa: E402
from pyjama.digests.models import Edition  # noqa: E402
from pyjama.mail.models import Mail  # noqa: E402
from pyjama.matching.digest.weekly import WEEKLY  # noqa: E402
from pyjama.matching.models import Proposal  # noqa: E402
from pyjama.notifications.actions import notify  # noqa: E402
from pyjama.notifications.models import Channel, Kind, Preference  # noqa: E402
from pyjama.organizations.models import Organization  # noqa: E402
from pyjama.topics.models import MINUTES, Cause, Skill  # noqa: E402
from pyjama.volunteers.models import Profile  # noqa: E402
from pyjama.world.build import World, build  # noqa: E402

PEOPLE = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
CALLS, ORGANIZATIONS, NEWS = 1_000, 100, 3
MEGABYTE = 2**20
chance = random.Random(34)  # noqa: S311


def memory():
    """What this process holds in memory, in megabytes."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / MEGABYTE


def pairs(through, left, right, rows, topics, most):
    """Link each row with some topics: at least one, so many at most."""
    names = (f"{left}_id", f"{right}_id")
    through.objects.bulk_create(
        [
            through(**dict(zip(names, (row.pk, topic.pk), strict=True)))
            for row in rows
            for topic in chance.sample(topics, chance.randint(1, most))
        ],
        batch_size=1_000,
    )


def add_calls(causes, skills, pattern):
    """Open calls of many organizations, with causes, skills, minutes and deadlines of all sorts."""
    organizations = Organization.objects.bulk_create(
        Organization(
            name=f"Organization {number}",
            mission_en="To help.",
            city="Rimouski",
            province="QC",
            status="verified",
            decided_at=clock.now(),
        )
        for number in range(ORGANIZATIONS)
    )
    pairs(Organization.causes.through, "organization", "cause", organizations, causes, 3)
    calls = Call.objects.bulk_create(
        Call(
            organization=chance.choice(organizations),
            author=pattern.author,
            kind=chance.choice(Call.Kind.values),
            title=f"Which of these {number} posters makes you stop?",
            body=pattern.body,
            body_html=pattern.body_html,
            language=chance.choice(["fr", "en"]),
            minutes=chance.choice(MINUTES)[0],
            enough=chance.choice([5, 10, 30]),
            contribution_count=chance.choice([0, 0, 1, 3, 8]),
            state=Call.State.OPEN,
            published_at=clock.now(),
            closes_at=clock.now() + timedelta(days=chance.randint(1, 60)),
        )
        for number in range(CALLS)
    )
    pairs(Call.skills.through, "call", "skill", chance.sample(calls, CALLS * 3 // 4), skills, 2)


def add_people(number, causes, skills):
    """People who want the weekly mail, each with her own tastes, and news that waits for it."""
    people = User.objects.bulk_create(
        [
            User(email=f"reader{turn}@example.org", display_name=f"Reader {turn}", language=chance.choice(["fr", "en"]))
            for turn in range(number)
        ],
        batch_size=1_000,
    )
    profiles = Profile.objects.bulk_create(
        [Profile(person=person, languages=[person.language], minutes=chance.choice([5, 15, 30, 60])) for person in people],
        batch_size=1_000,
    )
    pairs(Profile.causes.through, "profile", "cause", profiles, causes, 4)
    pairs(Profile.skills.through, "profile", "skill", profiles, skills, 3)
    Preference.objects.bulk_create(
        [
            Preference(person=each, kind=kind, channel=Channel.DIGEST, is_wanted=True)
            for each in people
            for kind in (Kind.FITTING_CALLS, Kind.CALL_OPENED)
        ],
        batch_size=1_000,
    )
    for call in Call.objects.open().order_by("pk")[:NEWS]:
        notify(people, Kind.CALL_OPENED, call, actor="Organization")


class Watch:
    """Counts queries, and looks at the memory after each slice of people."""

    def __init__(self):
        self.queries, self.seen = 0, []

    def count(self, execute, sql, params, many, context):
        self.queries += 1
        return execute(sql, params, many, context)

    def look(self, people):
        letters = WEEKLY.write(people)
        self.seen.append(memory())
        return letters


def run():
    """One run for everybody who wants it: a line of the table."""
    gc.collect()
    before, held = Mail.objects.count(), memory()
    watch, begun, spent = Watch(), time.perf_counter(), time.process_time()
    with connection.execute_wrapper(watch.count):
        series.send_due(WEEKLY._replace(write=watch.look))
    seconds, spent = time.perf_counter() - begun, time.process_time() - spent
    people, mails = Edition.objects.count(), Mail.objects.count() - before
    third = max(len(watch.seen) // 3, 1)
    grown = ", ".join(f"{max(watch.seen[turn * third : (turn + 1) * third]) - held:+.0f}" for turn in range(3))
    return (
        f"| {people:,} | {seconds:.1f} | {spent:.1f} | {people / seconds:,.0f} | {watch.queries / people * 100:.1f} "
        f"| {held:.0f} | {grown} | {mails:,} |"
    )


def main():
    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    build()
    causes, skills = [*Cause.objects.all()], [*Skill.objects.all()]
    add_calls(causes, skills, World().call("menu"))
    sys.stdout.write(
        "| people | s | processor s | people/s | queries per 100 people | MB before | more of it, by thirds | mails |\n"
    )
    for number in sorted({1_000, PEOPLE}):
        for model in (Edition, Proposal, Preference):
            model.objects.all().delete()
        User.objects.filter(email__startswith="reader").delete()
        add_people(number, causes, skills)
        sys.stdout.write(f"{run()}\n")
        sys.stdout.flush()


main()
