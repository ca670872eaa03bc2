"""Rings of people who vote for each other among a thousand who mean it: what they gain, and who else is touched.

.venv/bin/python benchmarks/karma.py. Sixty days of a site that does not exist, with the site's own caps and its own look at
who votes for whom (pyjama/karma/fairness.py), once a day; nothing is asked of a database.
"""

import os
import random
import sys
import tempfile
from collections import Counter, defaultdict
from pathlib import Path

SCRATCH = tempfile.TemporaryDirectory(prefix="pyjama-benchmark-")
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.update(DJANGO_SETTINGS_MODULE="config.settings", DATA_DIR=SCRATCH.name, PYJAMA_DEMO="1", SECRET_KEY="x" * 50)

import django  # noqa: E402

django.setup()

from pyjama.karma.fairness import traded  # noqa: E402
from pyjama.karma.models import MOST_FROM_ONE  # noqa: E402

HONEST, DAYS, LOOKED_BACK = 1_000, 60, 30
RINGS = range(2, 11)
CHANCE = random.Random()  # noqa: S311
# Some come so many times as often as most do.
OFTENEST = 30
# How many calls are answered in a day, by how many, and how many votes who looks at one of them gives.
CALLS, ANSWERS, VISITS, VOTES = 20, [3, 5, 8, 12, 20, 40], 250, [0, 0, 1, 1, 2, 3, 5]


def honest_people():
    """Each with how often she comes: few daily, most now and then."""
    weights = [min(CHANCE.paretovariate(1.1), OFTENEST) for _ in range(HONEST)]
    return [*range(HONEST)], weights


def honest_day(people, weights):
    """The votes of a day: some answer the same calls, and who looks at a call votes for what she likes there."""
    for _call in range(CALLS):
        authors = CHANCE.choices(people, weights, k=CHANCE.choice(ANSWERS))
        liked = [CHANCE.paretovariate(1.2) for _ in authors]
        # Who answered looks at what the others wrote, and others come by.
        for voter in {*authors, *CHANCE.choices(people, weights, k=VISITS // CALLS)}:
            for place in {*CHANCE.choices(range(len(authors)), liked, k=CHANCE.choice(VOTES))}:
                if authors[place] != voter:
                    yield voter, authors[place]


def eager(ring):
    """Everybody votes for five texts of everybody else, every day."""
    return [(giver, person) for giver in ring for person in ring if giver != person for _ in range(5)]


def careful(ring):
    """One vote for one text of half of the others, every day, with as many honest votes as a mask."""
    return [(giver, person) for giver in ring for person in ring if giver != person and CHANCE.random() < 0.5]


def star(ring):
    """All vote for the first, two texts a day."""
    return [(giver, ring[0]) for giver in ring[1:] for _ in range(2)]


def live(plan):
    """Sixty days with rings of every size who follow a plan: what they tried, what stood a day later and stands at the end.

    Beside it: how many votes of honest people were reversed or capped, and how many there were.
    """
    people, weights = honest_people()
    rings = [[HONEST + size * 20 + turn for turn in range(size)] for size in RINGS]
    members = {person for ring in rings for person in ring}
    lines, tried, late = [], Counter(), Counter()
    for day in range(DAYS):
        votes = [(*vote, False) for vote in honest_day(people, weights)]
        farmed = [(*vote, True) for ring in rings for vote in plan(ring)]
        mask = [(giver, CHANCE.choices(people, weights)[0], False) for giver, _person, _farmed in farmed if plan is careful]
        for giver, person, is_farmed in votes + farmed + mask:
            tried[is_farmed] += 1
            if has_room(day, giver, person):
                lines.append([day, giver, person, is_farmed, True])
        reverse(lines, day)
        late[day] = sum(standing for then, _g, _p, is_farmed, standing in lines if is_farmed and then == day)
    standing = Counter(is_farmed for *_vote, is_farmed, stands in lines if stands)
    touched = sum(1 for _day, giver, _p, is_farmed, stands in lines if not is_farmed and not stands and giver not in members)
    honest = sum(1 for _day, giver, _p, is_farmed, _s in lines if not is_farmed and giver not in members)
    capped = tried[False] - sum(1 for line in lines if not line[3])
    return tried, late.total(), standing[True], touched, capped, honest


def has_room(day, giver, person):
    """The site's caps on what one person's votes bring another."""
    key = (giver, person)
    recent = PAIRS[key]
    room = all(sum(day - then < period.days for then in recent) < acts for acts, period in MOST_FROM_ONE)
    if room:
        recent.append(day)
    return room


PAIRS = defaultdict(list)


def reverse(lines, day):
    """What the site does once a day."""
    recent = [line for line in lines if day - line[0] < LOOKED_BACK]
    pairs = traded(Counter((giver, person) for _day, giver, person, *_rest in recent))
    for line in recent:
        if (line[1], line[2]) in pairs:
            line[4] = False


COLUMNS = "{:<10}{:>8}{:>20}{:>14}{:>18}{:>16}{:>9}\n"


def main():
    say = sys.stdout.write
    say(f"{HONEST:,} honest people, rings of {RINGS[0]} to {RINGS[-1]}, {DAYS} days\n")
    say(COLUMNS.format("plan", "tried", "stands a day later", "at the end", "stopped in a day", "honest touched", "capped"))
    for plan in (eager, careful, star):
        PAIRS.clear()
        CHANCE.seed(int(os.environ.get("SEED", "7")))
        tried, late, standing, touched, capped, honest = live(plan)
        shares = (1 - late / tried[True], touched / honest, capped / tried[False])
        say(COLUMNS.format(plan.__name__, tried[True], late, standing, *(f"{share:.2%}" for share in shares)))


if __name__ == "__main__":
    main()
