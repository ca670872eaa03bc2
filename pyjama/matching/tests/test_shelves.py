"""The shelves hold the calls that fit somebody by the rule of the score."""

from itertools import product
from random import Random

import pytest

from pyjama.calls.models import NO_SKILL
from pyjama.core import clock
from pyjama.matching.digest.shelves import Shelves
from pyjama.matching.score import Facts, misfits_of
from pyjama.matching.wishes import Wishes

pytestmark = pytest.mark.once


def of(*names):
    return frozenset(names)


def test_what_stands_on_the_shelves_is_what_has_no_misfit():
    chance, now = Random(6), clock.now()  # noqa: S311
    causes, skills = [of(), of("food"), of("food", "health")], [of(), of("writing"), of("writing", "research")]
    looks = product(["fr", "en"], [5, 30, 60], causes, skills)
    facts = {pk: Facts("request", *look, 0, 5, now, now) for pk, look in enumerate(looks) if chance.random() < 0.8}
    shelves = Shelves(facts)

    languages, asked = [of(), of("fr"), of("fr", "en")], [of(), of("writing"), of(NO_SKILL), of("research", NO_SKILL)]
    for said in product([None, 2, 15, 60], [*causes, of("justice")], asked, languages):
        wishes = Wishes(*said)
        assert shelves.fitting(wishes) == {pk for pk, call in facts.items() if not misfits_of(call, wishes)}
