"""How well a call fits somebody, and how much it needs her: numbers and reasons, without a database.

The weights stand here and nowhere else. They were chosen with `benchmarks/matching.py` (decision 0017).
"""

from datetime import timedelta
from enum import StrEnum
from typing import NamedTuple

A_DAY = timedelta(days=1)
FIRST_ANSWERS = 3

# Need comes first: whoever wishes nothing gets the call that would miss her most.
NEED = 60
# The first three answers make the difference between silence and help. How many of the others are missing does not count:
# a few calls that get all they asked for are worth more than many that get half.
NEED_OF_FIRST = 60
# In days: where this many are left, a need weighs half of what it will at the deadline.
PATIENCE = 3
# What she can do and few others can: there is always somebody for a plain opinion.
SKILL = 60
LIKED = 15
# Long calls wait for those who have the time.
MINUTES = 30
# A call that was published today: its first answer should not take a day.
FRESH = 30
# Once it has enough, others go first.
SATED = -100
# After a request a challenge, after a challenge a request: more than all the above together, so that it is a rule.
SAME_KIND = -400
# Where only one kind fits, a third of the same cause in a row comes last.
A_THIRD_ALIKE = -400

# What does not fit costs more than all the above together: what fits goes first, then what is the easiest to overlook.
MISFITS = {"cause": 1_500, "minutes": 3_000, "skill": 4_500, "language": 15_000}
A_MINUTE_TOO_MANY = 1


class Reason(StrEnum):
    SKILL, CAUSE, LIKED, NEED, ENOUGH, FRESH, MINUTES = "skill", "cause", "liked", "need", "enough", "fresh", "minutes"


class Facts(NamedTuple):
    """What counts of a call: slugs of its organization's causes and of its own skills, the rest as in the model."""

    kind: str
    language: str
    minutes: int
    causes: frozenset
    skills: frozenset
    received: int
    enough: int
    published_at: object
    closes_at: object


def facts_of(call):
    """The Facts of a Call whose skills and causes are at hand (`for_cards`): it asks the database for nothing."""
    causes = frozenset(cause.slug for cause in call.organization.causes.all())
    skills = frozenset(skill.slug for skill in call.skills.all())
    received = call.contribution_count
    return Facts(
        call.kind, call.language, call.minutes, causes, skills, received, call.enough, call.published_at, call.closes_at
    )


class Score(NamedTuple):
    """`points` (float), the `reasons` for showing a call (list of Reason) and its `misfits` (list of keys of MISFITS)."""

    points: float
    reasons: list
    misfits: list


def score(facts, wishes, moment):
    """The Score of a call for somebody's Wishes, at a moment."""
    misfits = misfits_of(facts, wishes)
    parts = [part(facts, wishes, moment) for part in PARTS]
    excess = max(facts.minutes - wishes.minutes, 0) if wishes.minutes else 0
    points = (
        sum(points for points, _reason in parts) - sum(MISFITS[misfit] for misfit in misfits) - excess * A_MINUTE_TOO_MANY
    )
    return Score(points, [reason for _points, reason in parts if reason], misfits)


def misfits_of(facts, wishes):
    """What she named and the call has not, the worst first. An opinion is asked of everybody, whatever else she can do."""
    fits = {
        "language": not wishes.languages or facts.language in wishes.languages,
        "skill": not wishes.skills or not facts.skills or facts.skills & wishes.skills,
        "minutes": not wishes.minutes or facts.minutes <= wishes.minutes,
        "cause": not wishes.causes or facts.causes & wishes.causes,
    }
    return [name for name, is_met in fits.items() if not is_met]


def skill(facts, wishes, moment):
    return (SKILL, Reason.SKILL) if facts.skills & wishes.chosen_skills else (0, None)


def cause(facts, wishes, moment):
    # Where causes were chosen, all that fits has one: there is nothing to weigh.
    return 0, Reason.CAUSE if facts.causes & wishes.causes else None


def liking(facts, wishes, moment):
    is_liked = facts.causes & wishes.liked_causes or facts.skills & wishes.liked_skills
    return (LIKED, Reason.LIKED) if is_liked else (0, None)


def need(facts, wishes, moment):
    if facts.received >= facts.enough:
        return SATED, Reason.ENOUGH
    first_missing = max(min(facts.enough, FIRST_ANSWERS) - facts.received, 0)
    return weigh_need(first_missing, (facts.closes_at - moment) / A_DAY), Reason.NEED


def weigh_need(first_missing, days):
    """The points of a call that has not enough yet: so many of its first answers are missing, so many days are left.

    Takes numbers, and expressions of a database too, which narrows by it before Python scores.
    """
    return (NEED + NEED_OF_FIRST * first_missing / FIRST_ANSWERS) * PATIENCE / (days + PATIENCE)


def freshness(facts, wishes, moment):
    is_fresh = not facts.received and moment - facts.published_at < A_DAY
    return (FRESH, Reason.FRESH) if is_fresh else (0, None)


def minutes(facts, wishes, moment):
    if not wishes.minutes:
        return 0, None
    return MINUTES * min(facts.minutes / wishes.minutes, 1), Reason.MINUTES if facts.minutes <= wishes.minutes else None


PARTS = [skill, cause, liking, need, freshness, minutes]


def tiring(look, just_seen):
    """What a call loses (float) after those just seen, the last of them last; each is its kind and its causes' slugs."""
    kind, causes = look
    if not just_seen or kind != just_seen[-1][0]:
        return 0
    alike = [kind == seen and not {*causes}.isdisjoint(others) for seen, others in just_seen[-2:]]
    return SAME_KIND + (A_THIRD_ALIKE if len(alike) == 2 and all(alike) else 0)
