"""Writing first, without an account: held for one browser, and how its author can be reached."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from pyjama.calls.actions import close_call
from pyjama.contributions.actions import forget_expired_guests
from pyjama.contributions.models import Contribution, Guest, HeldContribution
from pyjama.contributions.tests.guests import KEEP, ME, WORDS, answer, ask_for_link, links_to
from pyjama.core import clock
from pyjama.mail.models import Mail

# Writing


def test_what_a_visitor_writes_is_held_for_her_browser_alone(browser, call, page, guest):
    assert WORDS in guest.get(page).text
    assert WORDS in guest.get(KEEP).text
    assert not Contribution.objects.filter(body=WORDS).exists()
    before = call.contribution_count
    call.refresh_from_db()
    assert call.contribution_count == before


@pytest.mark.parametrize("address", ["{page}", "/en/contributions/newer/{call.pk}/?after=0", "/en/calls/feed/", "/en/"])
def test_nobody_else_sees_it(world, browser, call, page, guest, address):
    for reader in (None, world.ruth, world.odile):
        assert WORDS not in browser(reader).get(address.format(page=page, call=call)).text
    assert browser().get(KEEP).status_code == 404


def test_sending_twice_holds_once(page, guest):
    sent = answer(body="Twice.")
    assert guest.post(page, sent).url == guest.post(page, sent).url == KEEP
    assert HeldContribution.objects.filter(body="Twice.").count() == 1


def test_the_same_form_with_another_text_is_not_swallowed(page, guest):
    sent = answer(body="Twice.")
    guest.post(page, sent)
    response = guest.post(page, sent | {"body": "Something else entirely."})
    assert (response.status_code, "Something else entirely." in response.text) == (422, True)


def test_a_text_is_kept_for_a_day_even_beside_an_older_one(at, page, guest):
    with at(clock.now() + timedelta(hours=23)):
        guest.post(page, answer(body="Much later."))
    with at(clock.now() + timedelta(hours=25)):
        forget_expired_guests()
        assert "Much later." in guest.get(KEEP).text


def test_five_texts_cost_no_more_questions_than_one(page, guest):
    def read():
        with CaptureQueriesContext(connection) as questions:
            assert [guest.get(address).status_code for address in (KEEP, page)] == [200, 200]
        return len(questions)

    before = read()
    for number in range(4):
        guest.post(page, answer(body=f"Text {number}"))
    assert read() == before > 0


@pytest.mark.parametrize("body", ["", "\u200b \u200b", "y" * 5_001, "a\x00b"])
def test_bad_input_gets_the_page_again(browser, page, body):
    response = browser().post(page, answer(body=body))
    assert response.status_code == 422
    assert not Guest.objects.exists()


def test_a_closed_call_gives_the_text_back(browser, call, page):
    close_call(call=call)
    response = browser().post(page, answer())
    assert response.status_code == 422
    assert WORDS in response.text
    assert "closed" in response.text


def test_ten_texts_wait_at_most(page, guest):
    for number in range(9):
        guest.post(page, answer(body=f"Text {number}"))
    response = guest.post(page, answer(body="The eleventh"))
    assert response.status_code == 422
    assert "The eleventh" in response.text


# Being reached


def test_the_mail_holds_nothing_that_anybody_typed(guest, call):
    ask_for_link(guest)
    letter = Mail.objects.get(recipient="nobody.yet@example.org")
    for part in (letter.subject, letter.text, letter.html):
        assert not any(words in part for words in (WORDS, ME["display_name"], call.title, call.organization.name))
    assert "Look at your mail" in guest.get(KEEP).text
    assert "It waits for the link in your mail" in guest.get(call.get_absolute_url()).text


def test_the_page_and_the_mail_are_the_same_for_an_address_with_an_account(world, browser, page, guest):
    ask_for_link(guest)
    other = browser()
    other.post(page, answer())
    ask_for_link(other, email=world.amina.email)

    def tidy(text):
        return re.sub(r"nobody.yet@example.org|amina@example.org|[\w-]+:[\w-]{20,}|csrf\S+ value=\S+|\d+", "", text)

    assert tidy(other.get(KEEP).text) == tidy(guest.get(KEEP).text)
    letters = Mail.objects.filter(recipient__in=["nobody.yet@example.org", world.amina.email]).order_by("-pk")[:2]
    assert tidy(letters[0].text) == tidy(letters[1].text)
    assert letters[0].subject == letters[1].subject


@pytest.mark.parametrize(("field", "value"), [("email", "not an address"), ("email", ""), ("display_name", "\u200b")])
def test_an_address_one_cannot_write_to_is_asked_again(guest, field, value):
    response = guest.post(KEEP, ME | {field: value})
    assert response.status_code == 422
    assert WORDS in response.text
    assert not Mail.objects.filter(recipient__icontains="nobody").exists()


def test_an_age_that_was_not_told_is_asked_for_again(guest):
    response = guest.post(KEEP, {name: value for name, value in ME.items() if name != "old_enough"})
    assert (response.status_code, "by the button" in response.text, ME["email"] in response.text) == (422, True, True)
    assert links_to(ME["email"]) == []


def test_of_a_younger_person_nothing_is_kept(page, guest):
    response = guest.post(KEEP, {"too_young": "1", "email": ME["email"], "display_name": "Zoé"})
    assert "until you are 14" in response.text
    assert not Guest.objects.exists()
    assert not HeldContribution.objects.exists()


def test_what_waits_can_be_thrown_away_by_its_browser_only(browser, page, guest):
    held = HeldContribution.objects.get()
    assert browser().post(f"{KEEP}{held.pk}/throw-away/").status_code == 404
    assert guest.post(f"{KEEP}{held.pk}/throw-away/").url == page
    assert not Guest.objects.exists()
