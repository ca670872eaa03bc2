"""Which call comes next: what fits, what needs it most, and never the same again."""

from itertools import pairwise

import pytest
from django.contrib.auth.models import AnonymousUser

from pyjama.calls.models import NO_SKILL, Call
from pyjama.contributions.models import Contribution
from pyjama.matching import narrowing
from pyjama.matching.actions import take_stance
from pyjama.matching.choosing import how_many_fit, nearest_calls, next_call, with_likings
from pyjama.matching.models import Stance
from pyjama.matching.wishes import Wishes

VISITOR = AnonymousUser()
ALL = 1_000


def proposed(reader, number=ALL, passed=frozenset(), **wishes):
    matches = nearest_calls(reader=reader, wishes=Wishes(**wishes), passed=passed, number=number)
    return {match.call.pk: match for match in matches}


def look(call):
    return call.kind, [cause.slug for cause in call.organization.causes.all()]


def sequence(number, **wishes):
    """The looks of so many calls that come after each other, as somebody passes them by."""
    passed, seen = set(), []
    while len(seen) < number and (
        match := next_call(reader=VISITOR, wishes=Wishes(**wishes), passed=passed, just_seen=seen)
    ):
        passed.add(match.call.pk)
        seen.append(look(match.call))
    return seen


def fitting(reader, **wishes):
    return [match.call for match in proposed(reader, **wishes).values() if not match.misfits]


def test_what_fits_comes_first_and_the_nearest_after_it(world):
    matches = [*proposed(VISITOR, minutes=5, causes=frozenset({"food"}), languages=frozenset({"en"})).values()]
    fits = [not match.misfits for match in matches]
    assert fits == sorted(fits, reverse=True)
    assert {True, False} == {*fits}
    for match in matches:
        call = match.call
        is_food = "food" in {cause.slug for cause in call.organization.causes.all()}
        assert (call.minutes <= 5 and call.language == "en" and is_food) is not bool(match.misfits)


def test_every_call_says_why_it_is_there(world):
    assert all(match.reasons for match in proposed(VISITOR).values())
    (match,) = proposed(VISITOR, 1, causes=frozenset({"animals"}), minutes=15).values()
    assert "because you chose animals" in match.reasons
    assert f"takes {match.call.minutes} minutes" in match.reasons


def test_just_my_opinion_leaves_out_what_asks_for_a_skill(world):
    calls = fitting(VISITOR, skills=frozenset({NO_SKILL}))
    assert calls
    assert not any(call.skills.exists() for call in calls)


def test_a_skill_comes_first_and_opinions_fit_as_well(world):
    first, *others = fitting(VISITOR, skills=frozenset({"translation"}))
    assert "translation" in first.skills.values_list("slug", flat=True)
    assert any(not call.skills.exists() for call in others)


@pytest.mark.parametrize("kind", Stance.ASIDE)
def test_what_was_put_aside_is_not_proposed_again(world, kind):
    (pk,) = proposed(world.sam, 1)
    take_stance(person=world.sam, call=Call.objects.get(pk=pk), kind=kind)
    assert pk not in proposed(world.sam)
    assert pk in proposed(VISITOR)


def test_neither_is_what_one_answered_nor_what_ones_own_organization_asks(world):
    answered = Contribution.objects.answers().filter(author=world.amina, call__in=Call.objects.open())
    assert answered.exists()
    assert not proposed(world.amina).keys() & {*answered.values_list("call", flat=True)}
    own = Call.objects.open().filter(organization=world.organization("refuge"))
    assert own.exists()
    assert not proposed(world.chloe).keys() & {*own.values_list("pk", flat=True)}


def test_a_visitor_is_spared_what_her_browser_remembers(world):
    (pk,) = proposed(VISITOR, 1)
    assert pk not in proposed(VISITOR, passed={pk})


def test_the_next_call_is_of_another_kind_wherever_one_fits(world):
    kinds = [kind for kind, _causes in sequence(6)]
    assert all(one != other for one, other in pairwise(kinds))


def test_one_of_another_kind_is_found_behind_many_that_need_more(world, monkeypatch):
    """The database hands over a few of the calls only: it knows the rule too, or else this one would not be among them."""
    monkeypatch.setattr(narrowing, "CANDIDATES", 1)
    calls = Call.objects.open()
    calls.update(kind="request", contribution_count=0)
    odd = calls.order_by("-closes_at").first()
    calls.filter(pk=odd.pk).update(kind="challenge", contribution_count=odd.enough)
    assert next_call(reader=VISITOR, wishes=Wishes()).call.kind == "request"
    assert next_call(reader=VISITOR, wishes=Wishes(), just_seen=[("request", [])]).call == odd


def test_where_one_kind_fits_no_third_of_the_same_cause_follows_two(world, monkeypatch):
    monkeypatch.setattr(narrowing, "CANDIDATES", 1)
    Call.objects.open().update(kind="request")
    first = next_call(reader=VISITOR, wishes=Wishes(), just_seen=[("request", ["none"])] * 2).call
    _kind, causes = look(first)
    following = next_call(reader=VISITOR, wishes=Wishes(), just_seen=[("request", causes)] * 2).call
    assert {*causes}.isdisjoint(look(following)[1])


def test_what_tires_still_comes_before_what_does_not_fit(world):
    one = Call.objects.open().filter(kind="request").exclude(skills=None).first()
    Call.objects.open().exclude(pk=one.pk).update(minutes=60)
    Call.objects.open().filter(pk=one.pk).update(minutes=2)
    assert next_call(reader=VISITOR, wishes=Wishes(minutes=2), just_seen=[look(one)] * 2).call == one


def test_more_like_this_raises_what_shares_a_cause(world):
    order = [*proposed(world.sam)]
    liked = next(match.call for match in [*proposed(world.sam).values()][5:] if match.call.organization.causes.exists())
    wishes = with_likings(Wishes(), Call.objects.filter(pk=liked.pk))
    again = proposed(world.sam, **wishes._asdict())
    assert [*again].index(liked.pk) < order.index(liked.pk)
    assert any("more like it" in reason for reason in again[liked.pk].reasons)


def test_the_numbers_are_those_of_what_fits(world):
    calls, people = how_many_fit(Wishes(minutes=5, languages=frozenset({"fr"})))
    assert calls == Call.objects.open().filter(minutes__lte=5, language="fr").count()
    assert 0 < people <= Contribution.objects.values("author").distinct().count()


def test_it_takes_as_many_queries_for_all_calls_as_for_one(world, django_assert_max_num_queries):
    wishes = Wishes(minutes=5, causes=frozenset({"food"}), skills=frozenset({"writing"}))
    with django_assert_max_num_queries(12):
        proposed(world.sam, **wishes._asdict())
    with django_assert_max_num_queries(10):
        next_call(reader=world.sam, wishes=wishes)
