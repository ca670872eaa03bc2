import pytest
from django.urls import reverse

from pyjama.calls.models import Call
from pyjama.clarity.actions import ask_readers, say_how_clear
from pyjama.clarity.models import Reading, Trial
from pyjama.core.refusals import Refused
from pyjama.notifications.models import Kind, Notification
from pyjama.organizations.models import Organization


@pytest.fixture
def draft(world):
    """A draft of the refuge that nobody has been asked about."""
    Trial.objects.all().delete()
    return world.call("poster")


@pytest.fixture
def desk(draft):
    return reverse("clarity:desk", args=[draft.pk])


@pytest.fixture
def trial(world, draft):
    return ask_readers(call=draft, person=world.chloe)


def said(**changes):
    return {"clarity": "almost", "sentence": "Which size is the poster?"} | changes


def test_the_author_asks_and_gets_a_link_that_opens_the_draft_for_everybody(world, browser, draft, desk):
    link = reverse("clarity:read", args=["none"])
    assert browser().get(link).status_code == 404
    browser(world.chloe).post(desk, {"ask": "1"})
    link = Trial.objects.get(call=draft).get_absolute_url()

    page = browser().get(link)
    assert link in browser(world.chloe).get(desk).text
    assert draft.body_html in page.text
    assert '<meta name="robots" content="noindex, nofollow">' in page.text
    assert browser().get(draft.get_absolute_url()).status_code == 404
    assert "your organization sees it, and the people" in browser(world.chloe).get(draft.get_absolute_url()).text


def test_a_reader_says_how_clear_it_is_and_the_author_reads_it_without_her_name(world, browser, draft, desk, trial):
    response = browser(world.lise).post(trial.get_absolute_url(), said())
    assert response.url == trial.get_absolute_url()
    browser(world.sam).post(trial.get_absolute_url(), said(clarity="clear", sentence=""))

    page = browser(world.marc).get(desk).text
    assert "Which size is the poster?" in page
    assert world.lise.display_name not in page.partition("<main")[2]
    assert [number for _words, number in Reading.objects.filter(trial=trial).numbers()] == [1, 1, 0]
    assert {news.recipient for news in Notification.objects.filter(kind=Kind.CLARITY, object_id=draft.pk)} == {world.chloe}


def test_said_again_it_replaces_the_former_and_tells_nobody_twice(world, browser, draft, trial):
    reader = browser(world.lise)
    reader.post(trial.get_absolute_url(), said())
    told = Notification.objects.filter(kind=Kind.CLARITY, object_id=draft.pk)
    before = told.count()
    reader.post(trial.get_absolute_url(), said(clarity="clear", sentence=""))

    reading = Reading.objects.get(trial=trial, reader=world.lise)
    assert (reading.clarity, reading.sentence) == ("clear", "")
    assert told.count() == before == 1
    assert 'value="clear"' in reader.get(trial.get_absolute_url()).text


def test_a_visitor_reads_and_signs_in_to_say_it(browser, trial):
    page = browser().get(trial.get_absolute_url()).text
    response = browser().post(trial.get_absolute_url(), said())

    assert "?next=" in page
    assert response.status_code == 409
    assert "Which size is the poster?" in response.text
    assert not trial.readings.exists()


@pytest.mark.parametrize(
    "fields", [{"clarity": "crystal"}, {"clarity": ""}, {"sentence": "x" * 301}, {"sentence": "a\x00b"}]
)
def test_bad_input_gets_a_sentence(world, browser, trial, fields):
    response = browser(world.lise).post(trial.get_absolute_url(), said(**fields))

    assert response.status_code == 422
    assert response.context["form"].errors
    assert not trial.readings.exists()


def test_the_organization_does_not_judge_its_own_draft(world, browser, trial):
    response = browser(world.marc).post(trial.get_absolute_url(), said())

    assert response.status_code == 422
    assert "ask somebody who has never seen it" in response.text


def test_publishing_closes_it_and_the_link_leads_to_the_call(world, browser, draft, trial):
    Call.objects.filter(pk=draft.pk).update(state=Call.State.OPEN, published_at=draft.created_at)

    assert browser().get(trial.get_absolute_url()).url == draft.get_absolute_url()
    assert browser(world.lise).post(trial.get_absolute_url(), said()).url == draft.get_absolute_url()
    assert not trial.readings.exists()


def test_who_sends_it_while_it_is_published_is_told_so(world, draft, trial):
    Call.objects.filter(pk=draft.pk).update(state=Call.State.REVIEW)

    with pytest.raises(Refused, match="no longer open to readers"):
        say_how_clear(trial=trial, reader=world.lise, clarity="clear")


def test_stopping_closes_the_link_and_asking_again_draws_another(world, browser, desk, trial):
    say_how_clear(trial=trial, reader=world.lise, clarity="unclear", sentence="What is a kibble?")
    browser(world.chloe).post(desk, {"stop": "1"})
    assert browser().get(trial.get_absolute_url()).status_code == 404
    assert "What is a kibble?" in browser(world.chloe).get(desk).text
    browser(world.chloe).post(desk, {"ask": "1"})

    again = Trial.objects.get(pk=trial.pk)
    assert again.token != trial.token
    assert browser().get(again.get_absolute_url()).status_code == 200
    assert browser().get(trial.get_absolute_url()).status_code == 404


@pytest.mark.parametrize(("call", "person"), [("doorway", "priya"), ("reading_club", "priya"), ("compost", "nadia")])
def test_nothing_goes_round_a_moderators_first_reading(world, browser, call, person):
    draft = world.call(call)
    desk = reverse("clarity:desk", args=[draft.pk])
    client = browser(getattr(world, person))

    assert 'name="ask"' not in client.get(desk).text
    assert desk not in client.get(draft.get_absolute_url()).text
    assert client.post(desk, {"ask": "1"}).status_code == 409
    assert not Trial.objects.filter(call=draft).exists()


def test_refused_on_a_second_look_an_organization_shows_no_draft(world, browser, draft, desk, trial):
    address = trial.get_absolute_url()
    assert trial in Trial.objects.open()
    Organization.objects.filter(pk=draft.organization_id).update(status=Organization.Status.REFUSED)

    assert [browser(person).get(address).status_code for person in (None, world.lise)] == [404, 404]
    assert trial not in Trial.objects.open()
    assert address not in browser(world.chloe).get(desk).text
    with pytest.raises(Refused, match="no longer open to readers"):
        say_how_clear(trial=trial, reader=world.lise, clarity="clear")


@pytest.mark.parametrize("token", ["%00", "a%00b", "%C3%A9", "x" * 3_000])
def test_what_is_no_link_opens_nothing(browser, token):
    assert browser().get(f"/en/clarity/{token}/").status_code == 404


def test_what_readers_say_is_for_the_organization_only(world, browser, desk):
    for person in (world.lise, world.ruth, world.odile):
        assert browser(person).get(desk).status_code == 404
        assert browser(person).post(desk, {"ask": "1"}).status_code == 404
    assert browser().get(desk).status_code == 302


def test_a_sentence_about_a_former_text_says_so(world, browser, draft, desk, trial):
    say_how_clear(trial=trial, reader=world.lise, clarity="almost", sentence="Which size?")
    Call.objects.filter(pk=draft.pk).update(version=draft.version + 1)

    assert "before you last changed it" in browser(world.chloe).get(desk).text
