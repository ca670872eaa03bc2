"""A wave of spam, and honest people in the same hours: how much of it anybody sees, and whether they feel it.

.venv/bin/python benchmarks/spam.py, on a scratch SQLite; DATABASE_URL names an empty PostgreSQL; an argument, as "no link",
has all spam be of one kind: "as people write" is the spammer who knows the rules. Where TMPDIR is in memory, it waits for no
disk. A thousand sign-ups are tried from three networks. Whatever came of that, the spammers then have a thousand confirmed
accounts, and send 5,000 texts in a day, as evenly as suits them best. Once an hour a moderator comes by and decides, with
two buttons, on the first page of the queue: fifty texts, ten seconds each; MODERATOR=0 leaves her out. Every request is one
of HTTP, through the whole site, from an address.
"""

import itertools
import logging
import os
import random
import sys
import tempfile
from collections import Counter
from datetime import timedelta
from http import HTTPStatus
from pathlib import Path
from statistics import median
from time import process_time
from uuid import UUID

SCRATCH = tempfile.TemporaryDirectory(prefix="pyjama-benchmark-")
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.update(
    DJANGO_SETTINGS_MODULE="config.settings",
    DATA_DIR=SCRATCH.name,
    PYJAMA_DEMO="1",
    LOG_LEVEL="CRITICAL",
    SECRET_KEY="x" * 50,
)

import django  # noqa: E402

django.setup()

from django.contrib.auth.models import AnonymousUser  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.client import ClientHandler  # noqa: E402
from django.urls import reverse  # noqa: E402

from pyjama.accounts.models import User  # noqa: E402
from pyjama.calls.models import Call  # noqa: E402
from pyjama.contributions.models import Contribution  # noqa: E402
from pyjama.contributions.tasks import look_again  # noqa: E402
from pyjama.core import clock  # noqa: E402
from pyjama.moderation.models import Item  # noqa: E402
from pyjama.moderation.tasks import find_bursts  # noqa: E402
from pyjama.moderation.views.queue import ITEMS_PER_PAGE  # noqa: E402
from pyjama.world.build import build  # noqa: E402

ACCOUNTS, TEXTS = 1_000, 5_000
# Of each group of honest people.
HONEST_TEXTS = 50
DAY, HOUR = timedelta(days=1), timedelta(hours=1)
# When the class begins that writes within an hour.
LESSON = 10 * HOUR
MODERATED = os.environ.get("MODERATOR") != "0"
FATES = ("public", "waits", "refused", "failed")
# One of IPv4, two of IPv6 in which every request has an address of its own.
NETWORKS = ["198.51.100.7", "2001:db8:1:1::{:x}", "2001:db8:2:2::{:x}"]
CHANCE = random.Random(7)  # noqa: S311
WORDS = ["lamp", "bread", "river", "garden", "winter", "paper", "music", "window", "coffee", "bridge", "letter", "summer"]
WORDS += ["market", "street", "orange", "planet"]


def words(number):
    """So many words, by chance."""
    return " ".join(CHANCE.choices(WORDS, k=number))


def as_people_write():
    """A text of somebody who means it, or of whoever writes as well: nothing in its words tells them apart."""
    return f"What I think: {words(20)}."


# What spammers vary: nothing, the words, the words and the host, or all of it and no link at all.
MIXED = {
    "the same text and link": lambda turn: "Earn money at home with our wonderful lamps: https://lamps.example/now",
    "own words, one of 20 hosts": lambda turn: f"{words(12)} https://shop{turn % 20}.example/{turn}",
    "own words, own host": lambda turn: f"{words(12)} https://shop{turn}.example/",
    "own words, no link": lambda turn: f"{words(16)} {turn}",
}
KINDS = MIXED | {
    "one text, some words changed": lambda turn: (
        f"{words(2)}: earn money at home with our wonderful lamps, {words(2)} {turn}"
    ),
    "as people write": lambda turn: as_people_write(),
}


# One for all browsers: it looks through all static files when it is made, which takes longer than a request.
SITE = ClientHandler(enforce_csrf_checks=False)
SIGNED_IN = {}


def network(turn):
    """An address in one of the networks, by turns."""
    return NETWORKS[turn % len(NETWORKS)].format(turn + 1)


def sign_ups():
    """How many of a thousand sign-ups the site answered, by status."""
    path, statuses = reverse("account_signup"), Counter()
    for turn in range(ACCOUNTS):
        sent = {"is_old_enough": "yes", "display_name": words(2), "email": f"s{turn}@spam.example"}
        statuses[browser(network(turn)).post(path, sent).status_code] += 1
    return statuses, User.objects.filter(email__endswith="@spam.example").count()


def browser(address):
    """A browser at an address of the network."""
    client = Client(headers={"host": "127.0.0.1"}, REMOTE_ADDR=address)
    client.handler = SITE
    return client


def client_of(person, address):
    """A browser in which this person is signed in, as she was the time before."""
    client = browser(address)
    if person.pk not in SIGNED_IN:
        client.force_login(person)
        SIGNED_IN[person.pk] = client.cookies
    client.cookies = SIGNED_IN[person.pk]
    return client


def crowd(number, host, joined_at):
    """So many accounts, confirmed."""
    rows = [
        User(email=f"{place}@{host}", display_name=f"{place}", joined_at=joined_at, language="en") for place in range(number)
    ]
    return User.objects.bulk_create(rows)


def honest_people(start):
    """Who writes between the spam: by what they have in common, pairs of a person and her address on the network."""
    before = {"member": start - timedelta(days=60), "newcomer": start}
    places = {
        "members": ("member", "203.0.113.{}"),
        "newcomers": ("newcomer", "203.0.114.{}"),
        "members behind the spammers' address": ("member", NETWORKS[0]),
        "newcomers behind the spammers' address": ("newcomer", NETWORKS[0]),
        "newcomers of a class, behind one address": ("newcomer", "203.0.115.1"),
        IN_AN_HOUR: ("newcomer", "203.0.116.1"),
    }
    return {
        name: [(person, address.format(person.pk % 250)) for person in crowd(40, f"{place}.example", before[kind])]
        for place, (name, (kind, address)) in enumerate(places.items())
    }


IN_AN_HOUR = "newcomers of another class, within an hour"


def send(client, call, body, turn):
    """Post a text by the form of a call; returns the status, and the Contribution that came of it, or None."""
    key = UUID(int=turn + 1)
    answer = client.post(call.get_absolute_url(), {"language": "en", "submission_key": str(key), "body": body})
    return answer.status_code, Contribution.objects.filter(submission_key=key).first()


def fate(status, row):
    """What became of a text, in a word."""
    if row is None:
        return "refused" if status < HTTPStatus.INTERNAL_SERVER_ERROR else "failed"
    return "waits" if row.held_at else "public"


class Writers:
    """People of one sort: the fates of their texts, what each took the processor, in seconds, and when those came out that
    waited."""

    def __init__(self):
        self.fates, self.took, self.waiting, self.waited = Counter(), [], {}, []

    def write(self, client, call, body, number):
        begun = process_time()
        status, row = send(client, call, body, number)
        self.took.append(process_time() - begun)
        self.fates[fate(status, row)] += 1
        if row is not None and row.held_at:
            self.waiting[row.pk] = clock.now()

    def look(self):
        """Note how long those waited that are public now."""
        for row in Contribution.objects.filter(pk__in=self.waiting, held_at=None, hidden_at=None):
            self.waited.append(clock.now() - self.waiting.pop(row.pk))

    def line(self):
        """What the report says of them: a list of str."""
        quarter = max(1, len(self.took) // 4)
        times = [f"{median(part) * 1000:.0f}" for part in (self.took[:quarter], self.took[-quarter:])]
        waits = [f"{each / HOUR:.1f}" for each in (median(self.waited), max(self.waited))] if self.waited else ["", ""]
        came_out = [len(self.waited), *waits]
        return [self.fates.total(), *(self.fates[word] for word in FATES), *came_out, *times]


class Wave:
    """A day: spam of some kinds, by turns, honest texts between it, and a moderator."""

    def __init__(self, kinds, calls, start):
        self.kinds, self.calls, self.start, self.numbers = kinds, calls, start, itertools.count()
        self.spammers, self.people = crowd(ACCOUNTS, "wave.example", start), honest_people(start)
        self.spam, self.honest = {kind: Writers() for kind in kinds}, {name: Writers() for name in self.people}
        self.moderator = User.objects.filter(is_moderator=True, is_active=True).first()
        for person, address in itertools.chain(*self.people.values()):
            client_of(person, address)

    def moments(self):
        """All that happens (a list): a moment, what is done, and with what."""
        spam = [(DAY * turn / TEXTS, self.send_spam, (turn,)) for turn in range(TEXTS)]
        honest = [
            (
                LESSON + HOUR * turn / HONEST_TEXTS if name == IN_AN_HOUR else DAY * turn / HONEST_TEXTS,
                self.write,
                (name, turn),
            )
            for name in self.people
            for turn in range(HONEST_TEXTS)
        ]
        passes = [(HOUR * hour, self.moderate, ()) for hour in range(1, 25)] if MODERATED else []
        return sorted(spam + honest + passes, key=lambda each: each[0])

    def run(self):
        for after, act, options in self.moments():
            with clock.at(self.start + after):
                act(*options)
        return self

    def send_spam(self, turn):
        kind = self.kinds[turn % len(self.kinds)]
        client, call = client_of(self.spammers[turn % ACCOUNTS], network(turn)), self.calls[turn % len(self.calls)]
        self.spam[kind].write(client, call, KINDS[kind](turn), next(self.numbers))

    def write(self, name, turn):
        people = self.people[name]
        client = client_of(*people[turn % len(people)])
        self.honest[name].write(client, CHANCE.choice(self.calls), as_people_write(), next(self.numbers))

    def moderate(self):
        """Decide on the first page of the queue: honest texts become public, spam is hidden, its authors suspended."""
        find_bursts()
        look_again()
        client, path = client_of(self.moderator, "203.0.117.1"), reverse("moderation:queue")
        items = [*Item.objects.open().for_queue()[:ITEMS_PER_PAGE]]
        spam = [item.pk for item in items if item.author and item.author.email.endswith("@wave.example")]
        honest = [item.pk for item in items if item.pk not in spam]
        for act, chosen in (("dismiss:other", honest), ("suspend:spam", spam)):
            if chosen:
                client.post(path, {"act": act, "items": chosen})
        for writers in (*self.honest.values(), *self.spam.values()):
            writers.look()


def main():
    logging.disable(logging.WARNING)
    call_command("migrate", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
    build()
    say = sys.stdout.write
    statuses, made = sign_ups()
    say(f"{ACCOUNTS:,} sign-ups: {dict(statuses)}, {made} accounts begun\n\n")
    names = [*MIXED] if len(sys.argv) == 1 else [name for name in KINDS if name.endswith(sys.argv[1])]
    start = clock.now()
    calls = [
        call for call in Call.objects.visible_to(AnonymousUser()) if call.is_open and call.closes_at > start + DAY + HOUR
    ]
    wave = Wave(names, calls, start).run()
    line = "{:<44}" + "{:>8}" * 9 + "\n"
    say(line.format("", "sent", *FATES, "let out", "median h", "most h", "ms first", "last"))
    for name, writers in (wave.spam | wave.honest).items():
        say(line.format(name, *writers.line()))
    spam = sum((writers.fates for writers in wave.spam.values()), Counter())
    say(f"\nall spam: {spam['public']} of {spam.total():,} public, {spam['public'] / spam.total():.2%}\n")
    shown = Contribution.objects.filter(author__in=wave.spammers).standing().count()
    say(f"of it, public at the end: {shown}; in the queue: {Item.objects.open().count():,}\n")


if __name__ == "__main__":
    main()
