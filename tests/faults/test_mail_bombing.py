"""Somebody makes the site write to a stranger: the page says the same each time, and three messages a day leave."""

import os
import time
from datetime import timedelta

import pytest

from pyjama.accounts import letters
from pyjama.accounts.tests.pages import bare, page
from pyjama.contributions.tests.guests import answer, ask_for_link
from pyjama.core import clock
from pyjama.mail.delivery import deliver_due
from pyjama.mail.models import Mail
from pyjama.mail.restraint import MOST_A_DAY
from pyjama.organizations.letters import letter as invitation_letter
from pyjama.organizations.models import Invitation

pytestmark = [pytest.mark.once, pytest.mark.usefixtures("no_mail")]

# BOMBS=1000 is what is promised; the suite asks as much as shows the same.
REQUESTS = int(os.environ.get("BOMBS", "60"))
DAY = timedelta(days=1)
FOUND, TOO_MANY = 302, 429
ROSE = {"is_old_enough": "yes", "display_name": "Rose", "email": "rose@example.org"}


@pytest.fixture
def wait_until(monkeypatch):
    """A function that moves the library's clock, and gives a block in which ours says the same."""

    def move(moment):
        monkeypatch.setattr(time, "time", moment.timestamp)
        return clock.at(moment)

    return move


def to_rose(server):
    return [message for message in server.messages if message["To"] == ROSE["email"]]


def sign_up(browser, number, email=ROSE["email"]):
    """Ask for an account from a place of its own on the network; gives the status and the page that is shown."""
    client = browser()
    place = f"192.0.{number // 250}.{number % 250}"
    response = client.post(page("account_signup"), ROSE | {"email": email}, REMOTE_ADDR=place)
    shown = client.get(response.url, REMOTE_ADDR=place) if response.status_code == FOUND else response
    return response.status_code, bare(shown, email)


def test_as_many_sign_ups_as_you_like_send_three_messages_in_a_day(browser, server, wait_until):
    start, pages, sent_at = clock.now(), set(), []
    for number in range(REQUESTS):
        moment = start + number * (DAY / REQUESTS)
        with wait_until(moment):
            pages.add(sign_up(browser, number))
            deliver_due()
        sent_at += [moment] * (len(to_rose(server)) - len(sent_at))

    # More than five in an hour are refused, by one page too, whoever has the address.
    assert len(pages) == len(dict(pages)) <= 2
    assert dict(pages).keys() <= {FOUND, TOO_MANY}
    assert len(sent_at) == MOST_A_DAY == 3
    assert Mail.objects.kept_back().filter(kept_back=Mail.Reason.RATIONED).count() == Mail.objects.count() - 3 > 0

    # The day is one of 24 hours, whenever it began.
    for moment, number in [(sent_at[0] + DAY - timedelta(seconds=1), 3), (sent_at[0] + DAY, 4)]:
        with wait_until(moment):
            letters.send("account/email/login_code", ROSE["email"], {"code": "123456"})
            deliver_due()
        assert len(to_rose(server)) == number


def test_nobody_learns_by_asking_often_whether_an_address_has_an_account(world, browser, wait_until):
    start, answers = clock.now(), {"rose@example.org": [], world.amina.email: []}
    for number in range(8):
        for email, given in answers.items():
            with wait_until(start + number * timedelta(seconds=11)):
                given.append(sign_up(browser, number, email))
    of_stranger, of_amina = answers.values()
    assert of_stranger == of_amina


def test_invitations_changes_of_address_and_links_of_guests_share_the_three(world, browser, server):
    for _ in range(2):
        invitation_letter(Invitation(organization=world.call("menu").organization, email=ROSE["email"]), "token").save()
        letters.send("account/email/login_code", ROSE["email"], {"code": "123456"})
    client = browser()
    client.post(world.call("menu").get_absolute_url(), answer())
    ask_for_link(client, email=ROSE["email"])
    assert Mail.objects.filter(recipient=ROSE["email"]).count() == 5
    deliver_due()
    assert len(to_rose(server)) == 3
    assert Mail.objects.kept_back().count() == 2


def test_a_guest_whose_letter_was_kept_back_gets_a_link_when_she_asks_again_the_next_day(world, browser, server, wait_until):
    client, start = browser(), clock.now()
    client.post(world.call("menu").get_absolute_url(), answer())
    for _ in range(MOST_A_DAY):
        letters.send("account/email/login_code", ROSE["email"], {"code": "123456"})
    deliver_due()

    for hours, has_left in [(1, 3), (25, 4)]:
        with wait_until(start + timedelta(hours=hours)):
            link = ask_for_link(client, email=ROSE["email"])
            deliver_due()
        assert len(to_rose(server)) == has_left
    assert link in to_rose(server)[-1].get_body(("plain",)).get_content().replace("\n", "")
    with wait_until(start + timedelta(hours=26)):
        assert client.get(link).status_code == 200
