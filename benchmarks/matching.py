"""What becomes of calls when thousands of people are led by the score, against newest first and chance: prints tables.

.venv/bin/python benchmarks/matching.py. Sixty days of a site that does not exist: who comes, when, with how much time, for
what is drawn with a fixed seed, and lived through once for each way of choosing. The score is the site's own; nothing is
asked of a database. What people are like is assumed here (docs/decisions/0017-need-comes-first.md says why).
"""

import heapq
import os
import random
import statistics
import sys
import tempfile
import time
from bisect import bisect
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from pathlib import Path

SCRATCH = tempfile.TemporaryDirectory(prefix="pyjama-benchmark-")
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.update(DJANGO_SETTINGS_MODULE="config.settings", DATA_DIR=SCRATCH.name, PYJAMA_DEMO="1", SECRET_KEY="x" * 50)

import django  # noqa: E402

django.setup()

from pyjama.calls.models import NO_SKILL  # noqa: E402
from pyjama.matching.score import FIRST_ANSWERS, Facts, misfits_of, score, tiring  # noqa: E402
from pyjama.matching.wishes import Wishes  # noqa: E402

PEOPLE, ORGANIZATIONS, DAYS, SEED = 10_000, 450, 60, 4
BEGINNING = datetime(2026, 3, 2, tzinfo=UTC)
# Some come so many times as often as most do: daily, where those come every other month.
OFTENEST = 30
# A visit ends when her time is up, or after this many proposals that did not speak to her.
PATIENCE, SPEAKS_TO_HER = 4, 0.7
CAUSES, SKILLS = range(12), range(12)
# The second of a list is half as common as the first, and so on: animals have more friends than justice.
UNEVEN = [1 / (rank + 1) for rank in range(12)]
EVEN = [1] * 12
HOURS = [1, 1, 0, 0, 0, 0, 1, 3, 4, 4, 4, 4, 6, 5, 4, 4, 4, 5, 6, 8, 9, 9, 6, 3]
OFFICE_HOURS = range(9, 17)
# Five minutes is what most people have.
AT_HAND = {2: 20, 5: 50, 15: 20, 60: 10}


class Call:
    """One call of the simulation; what the score knows of it is in `facts`."""

    def __init__(self, organization, facts):
        self.organization, self.facts, self.first = organization, facts, None
        self.look = (facts.kind, facts.causes)

    def receive(self, moment):
        if moment < self.facts.closes_at:
            self.facts = self.facts._replace(received=self.facts.received + 1)
            self.first = self.first or moment


def some(chance, topics, weights, numbers):
    """A frozenset of topics, unevenly drawn; how many is drawn from `numbers`."""
    return frozenset(chance.choices(topics, weights, k=chance.choice(numbers)))


def draw_calls(chance):
    """Every call of the sixty days: an organization asks every three weeks or so."""
    for organization in range(ORGANIZATIONS):
        causes, language = some(chance, CAUSES, EVEN, [1, 1, 2, 3]), chance.choice(["en", "en", "fr"])
        day = chance.expovariate(1 / 10)
        while day < DAYS:
            published = BEGINNING + timedelta(days=int(day), hours=chance.choice(OFFICE_HOURS) + chance.random())
            yield Call(organization, draw_facts(chance, causes, language, published))
            day += 3 + chance.expovariate(1 / 18)


def draw_facts(chance, causes, language, published):
    kind = chance.choice(["request", "request", "challenge"])
    skills = some(chance, SKILLS, EVEN, [0, 0, 1] if kind == "request" else [1, 1, 2])
    minutes = chance.choice([2, 2, 5, 5, 5] if kind == "request" else [5, 15, 15, 30])
    enough = chance.choice([5, 10, 10, 15, 20] if kind == "request" else [3, 5, 5, 8])
    closes = published + timedelta(days=chance.choice([3, 7, 7, 14, 14, 14, 14, 21, 30]))
    return Facts(kind, language, minutes, causes, skills, 0, enough, published, closes)


def draw_people(chance):
    """What each person wishes, and how often she comes: few come daily, most once or twice."""
    for _ in range(PEOPLE):
        causes = some(chance, CAUSES, UNEVEN, [0, 0, 1, 2, 3])
        skills = some(chance, SKILLS, UNEVEN, [0, 0, 1, 2]) or frozenset(chance.choice([[], [NO_SKILL]]))
        languages = frozenset(chance.choice([["en"], ["en"], ["fr"], ["en", "fr"]]))
        yield Wishes(None, causes, skills, languages), min(chance.paretovariate(1.2), OFTENEST)


def draw_visits(chance, people, number):
    """So many visits, in the order of time: a moment, a person's number, and her minutes."""
    sums = [*accumulate(often for _wishes, often in people)]
    visits = []
    for _ in range(number):
        person = bisect(sums, chance.random() * sums[-1])
        hour = chance.choices(range(24), HOURS)[0] + chance.random()
        moment = BEGINNING + timedelta(days=chance.randrange(DAYS), hours=hour)
        visits.append((moment, person, chance.choices([*AT_HAND], AT_HAND.values())[0]))
    return sorted(visits)


def by_score(calls, wishes, moment, seen, chance):
    return max(calls, key=lambda call: score(call.facts, wishes, moment).points + tiring(call.look, seen))


def newest_first(calls, wishes, moment, seen, chance):
    return max(calls, key=lambda call: call.facts.published_at)


def at_random(calls, wishes, moment, seen, chance):
    return chance.choice(calls)


def live(choose, visits_a_day):
    """Sixty days with one way of choosing: the calls as they ended."""
    chance = random.Random(SEED)  # noqa: S311
    calls = sorted(draw_calls(chance), key=lambda call: call.facts.published_at)
    people = [*draw_people(chance)]
    visits = draw_visits(chance, people, visits_a_day * DAYS)
    passed, on_the_way, turn, is_open = [set() for _ in people], [], 0, []
    for moment, person, minutes in visits:
        while turn < len(calls) and calls[turn].facts.published_at <= moment:
            is_open.append(calls[turn])
            turn += 1
        is_open = [call for call in is_open if call.facts.closes_at > moment]
        arrive(on_the_way, moment)
        wishes = people[person][0]._replace(minutes=minutes)
        visit(choose, is_open, wishes, moment, passed[person], on_the_way, chance)
    arrive(on_the_way, visits[-1][0] + timedelta(days=1))
    return [call for call in calls if call.facts.closes_at <= BEGINNING + timedelta(days=DAYS)]


def arrive(on_the_way, moment):
    """Contributions that were being written land, as far as it is time."""
    while on_the_way and on_the_way[0][0] <= moment:
        landed, _order, call = heapq.heappop(on_the_way)
        call.receive(landed)


def visit(choose, calls, wishes, moment, passed, on_the_way, chance):
    """Somebody comes, is proposed one call after the other, and answers those that speak to her while she has time."""
    refused, seen, left = 0, [], wishes.minutes
    calls = [call for call in calls if id(call) not in passed and not misfits_of(call.facts, wishes)]
    while calls and refused < PATIENCE:
        call = choose(calls, wishes._replace(minutes=left), moment, seen, chance)
        passed.add(id(call))
        seen.append(call.look)
        if chance.random() < SPEAKS_TO_HER:
            moment += timedelta(minutes=call.facts.minutes)
            left -= call.facts.minutes
            heapq.heappush(on_the_way, (moment, chance.random(), call))
        else:
            refused += 1
        calls = [other for other in calls if other is not call and other.facts.minutes <= left]


def gini(values):
    """From 0, where all have the same, to 1, where one has everything."""
    values, number = sorted(values), len(values)
    return sum((2 * rank - number - 1) * value for rank, value in enumerate(values, 1)) / (number * sum(values))


def by_organization(calls, value):
    sums = {}
    for call in calls:
        sums[call.organization] = sums.get(call.organization, 0) + value(call.facts)
    return sums.values()


def hours_to_first(call):
    """How long (float) a call waited for its first contribution; for ever, where none came."""
    return (call.first - call.facts.published_at) / timedelta(hours=1) if call.first else float("inf")


def row(name, calls):
    facts = [call.facts for call in calls]
    received, number = sum(fact.received for fact in facts), len(facts)
    beyond = sum(max(fact.received - fact.enough, 0) for fact in facts)
    return [
        name,
        f"{sum(fact.received == 0 for fact in facts) / number:.1%}",
        f"{sum(fact.received >= FIRST_ANSWERS for fact in facts) / number:.1%}",
        f"{sum(fact.received >= fact.enough for fact in facts) / number:.1%}",
        f"{statistics.median(map(hours_to_first, calls)):.1f} h",
        f"{beyond / received:.1%}",
        f"{gini(by_organization(calls, lambda fact: fact.received)):.2f}",
        f"{received:,}",
    ]


HEADS = ["", "none", "3 or more", "enough", "to the first", "beyond enough", "Gini", "received"]
WAYS = {"newest first": newest_first, "at random": at_random, "the score": by_score}
VISITS_A_DAY = {"as many come as expected": 240, "a third fewer": 160}


def main():
    for told, visits_a_day in VISITS_A_DAY.items():
        begun, rows = time.perf_counter(), []
        for name, choose in WAYS.items():
            calls = live(choose, visits_a_day)
            rows.append(row(name, calls))
        asked = [call.facts.enough for call in calls]
        floor = gini(by_organization(calls, lambda fact: fact.enough))
        sys.stdout.write(
            f"\n{told}: {visits_a_day} visits a day, {len(calls):,} calls that ask for {sum(asked):,} contributions"
            f" (Gini {floor:.2f}), {time.perf_counter() - begun:.0f} s\n"
        )
        for cells in [HEADS, *rows]:
            sys.stdout.write(f"{cells[0]:<14}" + "".join(f"{cell:>15}" for cell in cells[1:]) + "\n")


if __name__ == "__main__":
    main()
