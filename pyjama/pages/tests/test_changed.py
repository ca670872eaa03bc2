"""What your help changed: the outcomes of finished calls."""

import pytest

from pyjama.calls.models import Call
from pyjama.core import clock
from pyjama.outcomes.models import Outcome

CHANGED = "/en/what-your-help-changed/"


def shown(response):
    return list(response.context["page"].paginator.object_list[:])


def test_everybody_reads_the_outcomes_of_finished_calls_newest_first(world, browser):
    response = browser().get(CHANGED)
    outcomes = shown(response)

    assert outcomes
    assert {outcome.call.state for outcome in outcomes} == {"finished"}
    assert outcomes == sorted(outcomes, key=lambda outcome: (outcome.published_at, outcome.pk), reverse=True)
    assert outcomes[0].get_absolute_url() in response.text


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


def test_words_are_found_in_finished_calls_too(world, browser):
    outcome = shown(browser().get(CHANGED))[0]
    response = browser().get(CHANGED, {"text": outcome.call.title})

    assert outcome in shown(response)
    assert "<mark>" in response.text


@pytest.mark.parametrize("nonsense", ["cause=cats", "language=%00", "page=999", "minutes=2&skill=writing&kind=request"])
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
    with django_assert_max_num_queries(8) as few:
        browser().get(CHANGED)
    finished = Call.objects.finished().first()
    for number in range(8):
        call = Call.objects.create(
            organization=finished.organization, author=finished.author, title=f"Call {number}", body="x", language="fr",
            closes_at=finished.closes_at, state="finished", published_at=finished.published_at,
        )  # fmt: skip
        Outcome.objects.create(call=call, author=call.author, body="x", language="fr", published_at=clock.now())
    with django_assert_max_num_queries(len(few)):
        browser().get(CHANGED)
