"""A wave of spam, and honest people in the same hours: how much of it anybody sees, and whether they feel it.

.venv/bin/python benchmarks/spam.py, on a scratch SQLite; DATABASE_URL names an empty PostgreSQL; an
argument, as "no link", has all spam be of one kind. A thousand sign-ups are tried
from three networks. Whatever came of that, the spammers then have a thousand confirmed accounts, and send 5,000 texts in
a day, as evenly as suits them best. Every request is one of HTTP, through the whole site, from an address.
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
from django.urls import reverse  # noqa: E402

from pyjama.accounts.models import User  # noqa: E402
from pyjama.calls.models import Call  # noqa: E402
from pyjama.contributions.models import Contribution  # noqa: E402
from pyjama.core import clock  # noqa: E402
from pyjama.moderation.models import Item  # noqa: E402
from pyjama.world.build import build  # noqa: E402

ACCOUNTS, TEXTS, HONEST_TEXTS = 1_000, 5_000, 200
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


def network(turn):
    """An address in one of the networks, by turns."""
    return NETWORKS[turn % len(NETWORKS)].format(turn + 1)


def sign_ups():
    """How many of a thousand sign-ups the site answered, by status."""
    path, statuses = reverse("account_signup"), Counter()
    for turn in range(ACCOUNTS):
        sent = {"is_old_enough": "yes", "display_name": words(2), "email": f"s{turn}@spam.example"}
        statuses[Client(headers={"host": "127.0.0.1"}, REMOTE_ADDR=network(turn)).post(path, sent).status_code] += 1
    return statuses, User.objects.filter(email__endswith="@spam.example").count()


def client_of(person, address):
    """A browser in which this person is signed in."""
    client = Client(headers={"host": "127.0.0.1"}, REMOTE_ADDR=address)
    client.force_login(person, backend=BACKEND)
    return client


def crowd(number, host, joined_at):
    """So many accounts, confirmed."""
    rows = [
        User(email=f"{place}@{host}", display_name=f"{place}", joined_at=joined_at, language="en") for place in range(number)
    ]
    return User.objects.bulk_create(rows)


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


def wave(kinds, calls, start):
    """Spam of these kinds, by turns, and honest texts between it: the fates of each, a Counter by kind."""
    spammers, members = crowd(ACCOUNTS, "wave.example", start), crowd(40, "members.example", start - timedelta(days=60))
    newcomers = crowd(40, "new.example", start)
    honest = [*((person, "members") for person in members), *((person, "newcomers") for person in newcomers)]
    fates, beside = {kind: Counter() for kind in kinds}, {"members": Counter(), "newcomers": Counter()}
    turns, every = itertools.count(), TEXTS // HONEST_TEXTS
    for turn in range(TEXTS):
        with clock.at(start + timedelta(days=1) * turn / TEXTS):
            kind = kinds[turn % len(kinds)]
            client = client_of(spammers[turn % ACCOUNTS], network(turn))
            fates[kind][fate(*send(client, calls[turn % len(calls)], KINDS[kind](turn), next(turns)))] += 1
            if turn % every == 0:
                place = turn // every % len(honest)
                person, whose = honest[place]
                client, body = client_of(person, f"203.0.113.{place + 1}"), f"What I think: {words(20)}."
                beside[whose][fate(*send(client, CHANCE.choice(calls), body, next(turns)))] += 1
    return fates, beside


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
    fates, beside = wave(names, calls, start)
    line = "{:<32}{:>8}{:>8}{:>8}{:>8}{:>8}\n"
    say(line.format("", "sent", "public", "waits", "refused", "failed"))
    for name, counted in {**fates, "all spam": sum(fates.values(), Counter()), **beside}.items():
        say(line.format(name, counted.total(), *(counted[word] for word in ("public", "waits", "refused", "failed"))))
    say(f"\nin the queue of moderators: {Item.objects.open().count():,}\n")


if __name__ == "__main__":
    main()
