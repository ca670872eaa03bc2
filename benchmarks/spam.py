"""A wave of spam, and honest people in the same hours: how much of it anybody sees, and whether they feel it.

.venv/bin/python benchmarks/spam.py, on a scratch SQLite; DATABASE_URL names an empty PostgreSQL; an argument, as "no link",
has all spam be of one kind. Where TMPDIR is in memory, it waits for no disk. A thousand sign-ups are tried from three
networks. Whatever came of that, the spammers then have a thousand confirmed accounts, and send 5,000 texts in a day, as
evenly as suits them best. Every request is one of HTTP, through the whole site, from an address.
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
from pyjama.core import clock  # noqa: E402
from pyjama.moderation.models import Item  # noqa: E402
from pyjama.world.build import build  # noqa: E402

ACCOUNTS, TEXTS = 1_000, 5_000
# Of each group of honest people.
HONEST_TEXTS = 50
FATES = ("public", "waits", "refused", "failed")
# One of IPv4, two of IPv6 in which every request has an address of its own.
NETWORKS = ["198.51.100.7", "2001:db8:1:1::{:x}", "2001:db8:2:2::{:x}"]
CHANCE = random.Random(7)  # noqa: S311
WORDS = ["lamp", "bread", "river", "garden", "winter", "paper", "music", "window", "coffee", "bridge", "letter", "summer"]
WORDS += ["market", "street", "orange", "planet"]
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def words(number):
    """So many words, by chance."""
    return " ".join(CHANCE.choices(WORDS, k=number))


# What spammers vary: nothing, the words, the words and the host, or all of it and no link at all.
KINDS = {
    "the same text and link": lambda turn: "Earn money at home with our wonderful lamps: https://lamps.example/now",
    "own words, one of 20 hosts": lambda turn: f"{words(12)} https://shop{turn % 20}.example/{turn}",
    "own words, own host": lambda turn: f"{words(12)} https://shop{turn}.example/",
    "own words, no link": lambda turn: f"{words(16)} {turn}",
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
        client.force_login(person, backend=BACKEND)
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
    }
    return {
        name: [(person, address.format(person.pk % 250)) for person in crowd(40, f"{place}.example", before[kind])]
        for place, (name, (kind, address)) in enumerate(places.items())
    }


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


class Honest:
    """Those who write between the spam: the fates of their texts, and what each took the processor, in seconds."""

    def __init__(self, calls, start):
        self.people, self.calls = honest_people(start), calls
        self.fates, self.took = {name: Counter() for name in self.people}, {name: [] for name in self.people}
        for people in self.people.values():
            for person, address in people:
                client_of(person, address)

    def write(self, turn, number):
        """One of each group writes; `number` numbers the texts."""
        for name, people in self.people.items():
            client, body = client_of(*people[turn % len(people)]), f"What I think: {words(20)}."
            call, begun = CHANCE.choice(self.calls), process_time()
            made = send(client, call, body, next(number))
            self.took[name].append(process_time() - begun)
            self.fates[name][fate(*made)] += 1


def wave(kinds, calls, start):
    """Spam of these kinds, by turns, and honest texts between it: the fates of the spam by kind, and the Honest."""
    spammers, honest = crowd(ACCOUNTS, "wave.example", start), Honest(calls, start)
    fates, numbers, every = {kind: Counter() for kind in kinds}, itertools.count(), TEXTS // HONEST_TEXTS
    for turn in range(TEXTS):
        with clock.at(start + timedelta(days=1) * turn / TEXTS):
            kind = kinds[turn % len(kinds)]
            client = client_of(spammers[turn % ACCOUNTS], network(turn))
            fates[kind][fate(*send(client, calls[turn % len(calls)], KINDS[kind](turn), next(numbers)))] += 1
            if turn % every == 0:
                honest.write(turn // every, numbers)
    return fates, honest


def milliseconds(times):
    """The median of some times, in seconds, as milliseconds."""
    return f"{median(times) * 1000:.0f}"


def main():
    logging.disable(logging.WARNING)
    call_command("migrate", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
    build()
    say = sys.stdout.write
    statuses, made = sign_ups()
    say(f"{ACCOUNTS:,} sign-ups: {dict(statuses)}, {made} accounts begun\n\n")
    names = [*KINDS] if len(sys.argv) == 1 else [name for name in KINDS if name.endswith(sys.argv[1])]
    start = clock.now()
    calls = [
        call
        for call in Call.objects.visible_to(AnonymousUser())
        if call.is_open and call.closes_at > start + timedelta(days=1)
    ]
    fates, honest = wave(names, calls, start)
    line = "{:<42}{:>8}{:>8}{:>8}{:>8}{:>8}{:>12}{:>12}\n"
    say(line.format("", "sent", *FATES, "ms, first", "ms, last"))
    for name, counted in {**fates, "all spam": sum(fates.values(), Counter()), **honest.fates}.items():
        took, part = honest.took.get(name), HONEST_TEXTS // 4
        times = (milliseconds(took[:part]), milliseconds(took[-part:])) if took else ("", "")
        say(line.format(name, counted.total(), *(counted[word] for word in FATES), *times))
    say(f"\nin the queue of moderators: {Item.objects.open().count():,}\n")


if __name__ == "__main__":
    main()
