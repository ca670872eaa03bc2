from datetime import timedelta

import pytest
from django.test import Client

from pyjama.core import clock
from pyjama.notifications.actions import notify
from pyjama.notifications.models import Channel, Kind, Preference
from pyjama.notifications.unsubscription import masked, preferences_path, token_for


@pytest.fixture
def page(world):
    """The path of the page that a mail to Amina leads to."""
    return preferences_path(world.amina)


def test_every_such_mail_leads_there_in_both_its_parts(world, outbox):
    notify([world.amina], Kind.CALL_APPROVED, world.call("menu"))

    mail = outbox()[-1]
    for part in (mail.text, mail.html):
        assert "/en/notifications/preferences/" in part


def test_it_shows_her_choices_and_nothing_else_of_her(world, browser, page):
    response = browser().get(page)

    assert response.status_code == 200
    assert world.amina.display_name not in response.text
    assert world.amina.email not in response.text
    assert masked(world.amina.email) in response.text
    assert "Sign in" in response.text


def test_a_choice_is_kept_without_cookie_sign_in_or_key(world, page):
    client = Client(enforce_csrf_checks=True)

    response = client.post(page, {"credit-mail": "on"})

    assert response.status_code == 200
    assert "Your choice is saved." in response.text
    assert not response.cookies
    assert Preference.objects.kinds_by(Channel.MAIL, world.amina) == {Kind.CREDIT}


def test_it_opens_nothing_else(world, page):
    client = Client()
    client.get(page)
    client.post(page, {"credit-mail": "on"})

    for path in ("/en/notifications/", "/en/notifications/preferences/", "/en/account/"):
        assert client.get(path).status_code == 302


def test_looking_changes_nothing(world, browser, page):
    for ask in ("get", "head"):
        assert getattr(browser(), ask)(page).status_code == 200
    assert not Preference.objects.filter(person=world.amina).exists()
    assert not world.amina.consents.exists()


def test_it_is_found_by_no_search_engine_and_told_to_no_other_site(browser, page):
    response = browser().get(page)

    assert response.headers["X-Robots-Tag"] == "noindex"
    assert response.headers["Referrer-Policy"] == "no-referrer"
    assert "no-store" in response.headers["Cache-Control"]
    assert '<meta name="robots" content="noindex">' in response.text


def test_it_is_good_for_ninety_days(browser, page, at):
    with at(clock.now() + timedelta(days=89)):
        assert browser().get(page).status_code == 200
    with at(clock.now() + timedelta(days=91)):
        assert browser().get(page).status_code == 404


def test_the_link_that_stops_a_mail_does_not_open_it_nor_the_other_way_round(world, browser, page):
    stops, opens = token_for(world.amina, Kind.REPLY), page.rstrip("/").rpartition("/")[2]

    for path in (page.replace(opens, stops), f"/en/notifications/unsubscribe/{opens}/", page.replace(opens, opens[:-1])):
        assert browser().get(path).status_code == 404
        assert browser().post(path).status_code == 404


def test_a_closed_account_has_no_such_page(world, browser, page):
    type(world.amina).objects.filter(pk=world.amina.pk).update(is_active=False)

    assert browser().get(page).status_code == 404


def test_what_changes_there_is_in_the_ledger_and_what_stays_is_not(world, browser, page):
    chosen = Preference.objects.choices_of(world.amina)
    wanted = {f"{kind}-{channel}": "on" for kind in Kind for channel in chosen[kind]}

    browser().post(page, wanted)
    assert not world.amina.consents.exists()
    browser().post(page, wanted | {"credit-mail": "on"})

    line = world.amina.consents.get()
    assert (line.purpose, line.channel, line.is_given, line.way) == ("credit", "mail", True, "mail_page")
    assert line.version == "preferences-1"
    assert line.words.startswith("Tick what may come to you")
    assert line.words.endswith("☑ An organization thanks you (by mail, at once)")
