"""Pages that search engines are to forget: asked for, decided, told, lifted."""

import pytest
from django.core.cache import cache
from django.urls import reverse

from pyjama.moderation.models import StaffAct
from pyjama.privacy.models import Unlisting

ASK, QUEUE = "privacy:ask_for_unlisting", "privacy:unlistings"
SENT = {"ground": "harm", "words": "It names me.", "email": "somebody@example.org"}


@pytest.fixture
def page(world):
    return world.call("slogans").get_absolute_url()


@pytest.fixture
def asked(browser, page):
    """A visitor's request, which waits."""
    browser().post(reverse(ASK), SENT | {"path": f"http://testserver{page}"})
    return Unlisting.objects.get()


@pytest.fixture
def granted(world, browser, asked, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        browser(world.odile).post(asked.get_absolute_url(), {"is_granted": "yes", "reason": "She was sixteen."})
    return Unlisting.objects.get()


def test_a_visitor_asks_and_keeps_her_words_when_something_is_wrong(browser, asked, page):
    assert (asked.path, asked.asked_by) == (page, None)
    answer = browser().post(reverse(ASK), SENT | {"path": "https://elsewhere.example/en/calls/"})
    assert answer.status_code == 422
    assert "It names me." in answer.text


@pytest.mark.parametrize("path", ["", "/en/account/", "/nowhere/", "https://elsewhere.example/en/calls/1-x/"])
def test_only_pages_of_ours_that_show_what_people_wrote(browser, db, path):
    assert browser().post(reverse(ASK), SENT | {"path": path}).status_code == 422


def test_asking_twice_is_asking_once_and_a_sixth_waits(browser, world, asked, page):
    browser().post(reverse(ASK), SENT | {"path": page})
    assert Unlisting.objects.count() == 1
    for name in ("kittens", "menu", "letter", "cafe"):
        browser().post(reverse(ASK), SENT | {"path": world.call(name).get_absolute_url()})
    assert browser().post(reverse(ASK), SENT | {"path": world.call("bingo").get_absolute_url()}).status_code == 422


def test_until_it_is_decided_nothing_changes(browser, asked, page):
    assert "X-Robots-Tag" not in browser().get(page)


def test_granted_no_search_engine_shows_it_and_who_asked_is_told(browser, outbox, granted, page):
    for address in (page, page.replace("/en/calls/", "/fr/appels/")):
        seen = browser().get(address)
        assert seen["X-Robots-Tag"].startswith("noindex")
        assert 'name="robots" content="noindex' in seen.text
        assert "og:title" not in seen.text
    assert page not in browser().get(reverse("sitemap", args=["calls"])).text
    assert page not in browser().get(reverse("pages:calls_feed")).text
    assert page not in browser().get(reverse("pages:calls") + "?text=slogan").text
    (mail,) = outbox()
    assert mail.recipient == "somebody@example.org"
    assert "She was sixteen." in mail.text


def test_it_can_be_lifted(world, browser, granted, page, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        browser(world.odile).post(reverse("privacy:lift_unlisting", args=[granted.pk]))
    cache.clear()
    assert "X-Robots-Tag" not in browser().get(page)
    assert Unlisting.objects.get().decided_by == world.odile


def test_refused_says_where_to_complain(world, browser, outbox, asked, page):
    browser(world.odile).post(asked.get_absolute_url(), {"is_granted": "no", "reason": "It is true, and of yesterday."})
    assert "cai.gouv.qc.ca" in outbox()[0].text
    assert "X-Robots-Tag" not in browser().get(page)


def test_it_is_decided_once(world, browser, granted, outbox):
    browser(world.odile).post(granted.get_absolute_url(), {"is_granted": "no", "reason": "No."})
    assert Unlisting.objects.get().is_granted
    assert outbox()[1:] == []


def test_only_moderators_see_what_waits(world, browser, asked):
    assert browser(world.amina).get(reverse(QUEUE)).status_code == 404
    assert browser(world.amina).get(asked.get_absolute_url()).status_code == 404
    assert browser(world.odile).get(reverse(QUEUE)).status_code == 200


def test_nobody_decides_her_own(world, browser, page):
    browser(world.odile).post(reverse(ASK), SENT | {"path": page})
    assert browser(world.odile).get(Unlisting.objects.get().get_absolute_url()).status_code == 404


def test_it_waits_in_the_queue_of_moderators_until_it_is_decided(world, browser, granted):
    path, client = granted.get_absolute_url(), browser(world.odile)
    assert path not in client.get(reverse("moderation:queue")).text
    Unlisting.objects.update(decided_at=None, is_granted=None)
    assert path in client.get(reverse("moderation:queue")).text


def test_who_looked_who_decided_and_who_lifted_it_is_in_the_log(world, browser, granted):
    browser(world.odile).get(reverse(QUEUE))
    browser(world.odile).post(reverse("privacy:lift_unlisting", args=[granted.pk]))
    acts = StaffAct.objects.filter(staff=world.odile.pk, about="privacy.unlisting").order_by("pk")
    assert [(act.kind, act.detail) for act in acts] == [("decided", "granted"), ("listed", ""), ("undid", "lifted")]
