"""What your help changed: the outcomes of finished calls."""

import re

import pytest

from pyjama.calls.models import Call
from pyjama.core import clock
from pyjama.outcomes.models import Outcome

CHANGED = "/en/what-your-help-changed/"


def shown(response):
    """All outcomes from there on, stretch by stretch."""
    stretch = response.context["stretch"]
    if not stretch.older:
        return stretch.rows
    query = response.wsgi_request.GET.dict() | {"after": stretch.older}
    return stretch.rows + shown(response.client.get(CHANGED, query))


def test_everybody_reads_the_outcomes_of_finished_calls_newest_first(world, browser):
    response = browser().get(CHANGED)
    outcomes = shown(response)

    assert outcomes
    assert {outcome.call.state for outcome in outcomes} == {"finished"}
    assert outcomes == sorted(outcomes, key=lambda outcome: (outcome.published_at, outcome.pk), reverse=True)
    assert outcomes[0].get_absolute_url() in response.text


def add(number):
    """So many more outcomes, of one moment."""
    finished, now = Call.objects.finished().first(), clock.now()
    for _each in range(number):
        call = Call.objects.create(
            organization=finished.organization, author=finished.author, title="Call", body="x", language="fr",
            closes_at=finished.closes_at, state="finished", published_at=finished.published_at,
        )  # fmt: skip
        Outcome.objects.create(call=call, author=call.author, body="x", language="fr", published_at=now)


def test_a_card_breaks_no_line_inside_of_quotes(world, browser):
    assert "«\u00a0soupe de ce soir\u00a0»" in browser().get(CHANGED).text


def test_one_goes_to_older_ones_and_back_and_meets_each_once(world, browser):
    add(30)
    visitor = browser()
    rows = shown(visitor.get(CHANGED))
    assert rows == [*Outcome.objects.published()]
    second = visitor.get(CHANGED, {"after": visitor.get(CHANGED).context["stretch"].older})
    assert re.search(rf'rel="canonical" href="[^"]*{re.escape(second.wsgi_request.get_full_path())}"', second.text)
    third = visitor.get(CHANGED, {"after": second.context["stretch"].older}).context["stretch"]
    assert visitor.get(CHANGED, {"before": third.newer}).context["stretch"].rows == second.context["stretch"].rows
    assert visitor.get(CHANGED, {"before": second.context["stretch"].newer}).context["stretch"].rows == rows[:12]


def test_a_page_that_somebody_kept_the_number_of_is_found(world, browser):
    add(30)
    rows = [*Outcome.objects.published()]
    read = lambda query: browser().get(f"{CHANGED}?{query}").context["stretch"].rows  # noqa: E731
    assert [read(f"page={number}") for number in (1, 2, 3)] == [rows[:12], rows[12:24], rows[24:36]]
    assert read("page=99") == read("page=999999999999") == read("after=0-0") == rows[-12:]
    assert read("before=99999999999999999-0") == read("page=0") == read("page=x") == read("after=x-1") == rows[:12]


def test_an_outcome_that_is_not_published_is_seen_by_nobody(world, browser):
    sorting = world.call("letter")
    Outcome.objects.filter(call=sorting).delete()
    draft = Outcome(call=sorting, author=world.ruth, language="en")
    draft.write(body="A secret so far.")
    draft.save()

    for reader in (None, world.ruth, world.odile):
        assert "A secret so far." not in browser(reader).get(CHANGED).text


@pytest.mark.parametrize("field", ["language", "cause"])
def test_each_choice_says_how_many_outcomes_it_shows(world, browser, field):
    for value, label in browser().get(CHANGED).context["form"].fields[field].choices:
        if value:
            assert str(label).endswith(f"({len(shown(browser().get(CHANGED, {field: value})))})")


def test_a_team_counts_what_is_held_of_theirs(world, browser):
    outcome = shown(browser().get(CHANGED))[0]
    Call.objects.filter(pk=outcome.call.pk).update(held_at=clock.now())
    member, number = outcome.call.organization.members.first(), len(shown(browser().get(CHANGED)))
    assert [browser(reader).get(CHANGED).context["number"] for reader in (None, world.sam, member)] == [
        number,
        number,
        number + 1,
    ]


def test_words_are_found_in_finished_calls_too(world, browser):
    outcome = shown(browser().get(CHANGED))[0]
    response = browser().get(CHANGED, {"text": outcome.call.title})

    assert outcome in shown(response)
    assert "<mark>" in response.text


@pytest.mark.parametrize("nonsense", ["cause=cats", "language=%00", "after=999", "minutes=2&skill=writing&kind=request"])
def test_nonsense_is_left_out(world, browser, nonsense):
    assert shown(browser().get(f"{CHANGED}?{nonsense}")) == shown(browser().get(CHANGED))


def test_where_nothing_fits_the_page_says_what_to_drop(world, browser):
    page = browser().get(CHANGED, {"language": "fr", "text": "xylophone"}).text

    assert "No finished call is like that." in page
    assert f'href="{CHANGED}?language=fr"' in page


def test_a_site_without_any_outcome_says_so(world, browser):
    Outcome.objects.update(published_at=None)

    assert "No call is finished yet." in browser().get(CHANGED).text


def test_home_and_the_foot_of_each_page_lead_there(world, browser):
    assert browser().get("/en/").text.count(f'href="{CHANGED}"') == 2
    assert f'href="{CHANGED}"' in browser().get("/en/about/").text


def test_the_number_of_queries_does_not_grow_with_the_outcomes(world, browser, django_assert_max_num_queries):
    with django_assert_max_num_queries(9) as few:
        browser().get(CHANGED)
    add(8)
    with django_assert_max_num_queries(len(few)):
        browser().get(CHANGED)
