"""The database weighs calls as the score does: what comes first for one comes first for the other."""

from datetime import timedelta

import pytest

from pyjama.calls.models import NO_SKILL, Call
from pyjama.core import clock
from pyjama.matching.narrowing import candidates, conditions, misfits_for, points_for, tiring_for
from pyjama.matching.score import score, tiring
from pyjama.matching.wishes import Wishes

FOOD, WRITING, FRENCH = frozenset({"food"}), frozenset({"writing"}), frozenset({"fr"})


@pytest.mark.parametrize(
    "wishes",
    [
        Wishes(),
        Wishes(minutes=5, languages=FRENCH),
        Wishes(minutes=60, causes=FOOD, skills=WRITING),
        Wishes(minutes=2, causes=FOOD, skills=WRITING | {NO_SKILL}, languages=FRENCH),
        Wishes(skills=frozenset({NO_SKILL}), liked_causes=FOOD, liked_skills=WRITING),
    ],
)
def test_each_call_has_the_same_points_and_fits_or_not(world, wishes):
    Call.objects.open().filter(language="fr").update(contribution_count=0, published_at=clock.now() - timedelta(hours=2))
    with clock.at(clock.now()) as now:
        calls = Call.objects.open()
        weighed = dict(calls.annotate(points=points_for(wishes) + misfits_for(wishes)).values_list("pk", "points"))
        fitting = {*calls.filter(*conditions(wishes).values()).values_list("pk", flat=True)}
        scores = {pk: score(facts, wishes, now) for pk, facts in candidates(calls, points_for(wishes)).items()}

    assert scores.keys() == weighed.keys()
    assert {pk: fit.points for pk, fit in scores.items()} == pytest.approx(weighed, abs=0.01)
    assert {pk for pk, fit in scores.items() if not fit.misfits} == fitting


@pytest.mark.parametrize(
    "just_seen",
    [
        [("request", ["food"])],
        [("request", ["food"]), ("challenge", ["food"])],
        [("challenge", ["food"]), ("request", ["health"]), ("request", ["food", "health"])],
    ],
)
def test_what_was_just_seen_tires_as_much(world, just_seen):
    calls = Call.objects.open()
    weighed = dict(calls.annotate(points=tiring_for(just_seen)).values_list("pk", "points"))
    looks = {pk: (facts.kind, facts.causes) for pk, facts in candidates(calls, points_for(Wishes())).items()}
    assert {pk: tiring(look, just_seen) for pk, look in looks.items()} == weighed
    assert len({*weighed.values()}) > 1
