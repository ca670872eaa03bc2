from datetime import timedelta

import pytest
from django.test import Client

from pyjama.core import clock
from pyjama.mail.models import Mail
from pyjama.notifications.actions import choose, notify
from pyjama.notifications.models import Channel, Kind, Preference
from pyjama.notifications.unsubscription import links, signer, token_for
from tests.emptied import empty


@pytest.fixture
def link(world):
    """The path of the link in a real mail to Amina, about an approved call."""
    empty(Mail)
    notify([world.amina], Kind.CALL_APPROVED, world.call("menu"))
    mail = Mail.objects.get()
    return mail.headers["List-Unsubscribe"].partition(",")[0].strip("<>").removeprefix("http://127.0.0.1:8000")


def test_looking_at_the_link_changes_nothing(world, browser, link):
    response = browser().get(link)

    assert response.status_code == 200
    assert "Stop this mail?" in response.text
    assert '<form method="post">' in response.text
    assert not Preference.objects.filter(person=world.amina).exists()


def test_one_post_without_cookie_sign_in_or_key_stops_that_mail(world, link):
    mail_program = Client(enforce_csrf_checks=True)

    response = mail_program.post(link, {"List-Unsubscribe": "One-Click"})

    assert response.status_code == 200
    assert "This mail has stopped" in response.text
    assert Kind.CALL_APPROVED not in Preference.objects.kinds_by(Channel.MAIL, world.amina)
    assert Kind.REPLY in Preference.objects.kinds_by(Channel.MAIL, world.amina)
    assert Kind.CALL_APPROVED in Preference.objects.kinds_by(Channel.MAIL, world.sam)
    before = Mail.objects.count()
    notify([world.amina], Kind.CALL_APPROVED, world.call("menu"))
    assert Mail.objects.count() == before


def test_twice_is_fine(world, browser, link):
    for _ in range(2):
        assert browser().post(link, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert Preference.objects.get(person=world.amina).is_wanted is False
    assert [line.is_given for line in world.amina.consents.all()] == [False]


@pytest.mark.parametrize("ask", ["get", "head", "options"])
def test_a_mail_scanner_that_follows_the_link_changes_nothing(world, link, ask):
    response = getattr(Client(), ask)(link)

    assert response.status_code == 200
    assert not response.cookies
    assert not Preference.objects.filter(person=world.amina).exists()


def test_what_was_stopped_comes_again_by_one_button(world, browser, link):
    stopped = browser().post(link, {"stop": "yes"})
    assert "Let it come again" in stopped.text
    assert 'name="stop"' not in stopped.text

    again = browser().post(link, {"again": "yes"})

    assert "Stop this mail" in again.text
    assert Kind.CALL_APPROVED in Preference.objects.kinds_by(Channel.MAIL, world.amina)


def test_the_button_of_a_mail_program_never_starts_anything(world, browser, link):
    browser().post(link, {"List-Unsubscribe": "One-Click", "again": "yes"})

    assert Kind.CALL_APPROVED not in Preference.objects.kinds_by(Channel.MAIL, world.amina)


def test_no_answer_redirects_sets_a_cookie_or_is_kept(link, settings):
    settings.DOMAINS = {"fr": "pyjama.example", "en": "testserver"}
    for language in ("en", "fr"):
        response = Client(headers={"Accept-Language": language}).post(link, {"List-Unsubscribe": "One-Click"})
        assert response.status_code == 200
        assert not response.cookies
        assert "no-store" in response.headers["Cache-Control"]
        assert response.headers["Referrer-Policy"] == "no-referrer"
        assert response.headers["X-Robots-Tag"] == "noindex"


def test_the_ledger_says_how_and_with_which_words_it_was_stopped(world, browser, link):
    browser().post(link, {"List-Unsubscribe": "One-Click"})
    browser().post(link, {"again": "yes"})
    browser().post(link, {"stop": "yes"})

    program, again, person = world.amina.consents.all()
    assert (program.way, program.is_given, program.version) == ("one_click", False, "one-click-1")
    assert (again.way, again.is_given, again.version) == ("mail_link", True, "again-1")
    assert (person.way, person.is_given, person.version) == ("mail_link", False, "stop-1")
    assert person.words.startswith("Stop “Your organization’s first call is published” (by mail, at once)?")
    assert (person.purpose, person.channel, person.language) == ("call_approved", "mail", "en")


def test_the_link_is_good_for_ninety_days(world, browser, link, at):
    with at(clock.now() + timedelta(days=91)):
        response = browser().post(link)
        assert response.status_code == 404
        assert "older than 90 days" in response.text
    assert Kind.CALL_APPROVED in Preference.objects.kinds_by(Channel.MAIL, world.amina)

    with at(clock.now() + timedelta(days=89)):
        assert browser().post(link).status_code == 200
    assert Kind.CALL_APPROVED not in Preference.objects.kinds_by(Channel.MAIL, world.amina)


def test_a_changed_link_is_refused_with_a_way_on(world, browser, link):
    token = link.rstrip("/").rpartition("/")[2]
    someone_elses = token_for(world.sam, Kind.REPLY).partition(":")[0] + ":" + token.partition(":")[2]

    for changed in [token[:-1], token + "x", "x", "a:b", "é", someone_elses, token.replace(":", "")]:
        response = browser().post(link.replace(token, changed))
        assert response.status_code == 404
        assert "/en/notifications/preferences/" in response.text
    assert not Preference.objects.filter(is_wanted=False).exists()


def test_a_link_of_somebody_who_left_is_refused(world, browser, django_user_model):
    somebody = django_user_model.objects.create(email="somebody@example.org")
    token = token_for(somebody, Kind.REPLY)
    somebody.delete()

    assert browser().post(f"/fr/notifications/unsubscribe/{token}/").status_code == 404


def test_a_link_stops_its_own_channel_only(world, browser):
    choose(person=world.amina, channel=Channel.DIGEST, choices={Kind.REPLY: True})
    stop = links(world.amina, Kind.REPLY, Channel.DIGEST)["stop_url"]

    assert browser().post(stop.removeprefix("http://127.0.0.1:8000")).status_code == 200

    assert Kind.REPLY not in Preference.objects.kinds_by(Channel.DIGEST, world.amina)
    assert Kind.REPLY in Preference.objects.kinds_by(Channel.MAIL, world.amina)


def test_a_link_of_the_former_shape_still_stops_mail(world, browser):
    token = signer.sign_object([world.amina.pk, "reply", int(clock.now().timestamp())])

    assert browser().post(f"/en/notifications/unsubscribe/{token}/").status_code == 200
    assert Kind.REPLY not in Preference.objects.kinds_by(Channel.MAIL, world.amina)
