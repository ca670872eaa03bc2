"""How often visitors may write and have mail sent, whatever a cache forgets; and what remains of mail nobody wanted."""

from contextlib import suppress
from datetime import timedelta
from threading import Barrier, BrokenBarrierError, Thread

import pytest
from django.core.cache import cache
from django.db import connection

from pyjama.contributions.actions import forget_expired_guests, forget_tallies, may_mail, tally
from pyjama.contributions.models import Guest, Tally
from pyjama.contributions.models.tally import sealed
from pyjama.contributions.tests.guests import KEEP, ME, answer, ask_for_link, links_to
from pyjama.core import clock, limits
from pyjama.mail.models import Mail

EMAIL = ME["email"].lower()


@pytest.fixture
def few(monkeypatch):
    """One text an hour, and two letters, for a network."""
    monkeypatch.setitem(tally.LIMITS, Tally.Act.TEXT, [(1, limits.HOUR)])
    monkeypatch.setitem(tally.LIMITS, Tally.Act.MAIL_OF_NETWORK, [(2, limits.HOUR)])


def letters_to(email):
    return Mail.objects.filter(recipient=email)


def write(client, page, network="192.0.2.1"):
    return client.post(page, answer(), REMOTE_ADDR=network)


def test_an_address_gets_one_mail_an_hour_and_three_a_day_and_the_page_does_not_say_so(browser, page, at):
    start = clock.now()

    def ask(hours):
        with at(start + timedelta(hours=hours)):
            client = browser()
            write(client, page)
            client.post(KEEP, ME)
            cache.clear()
            assert "Look at your mail" in client.get(KEEP).text
        return len(links_to(EMAIL))

    assert [ask(hours) for hours in (0, 0.9, 1.1, 2.2, 3.3, 22.9, 24.2)] == [1, 1, 2, 3, 3, 3, 4]


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        ("192.0.2.1", "192.0.2.1", True),
        ("192.0.2.1", "192.0.2.2", False),
        ("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", True),
        ("2001:db8:1:2::1", "2001:db8:1:3::1", False),
    ],
)
def test_a_network_writes_so_many_texts_an_hour(browser, page, few, one, other, is_same):
    assert write(browser(), page, one).status_code == 302
    cache.clear()
    response = write(browser(), page, other)
    assert (response.status_code == 422) == ("cup of tea" in response.text) == is_same


def test_a_network_asks_for_so_many_letters_an_hour_and_what_is_too_much_does_not_count(few):
    asked = [may_mail(network="192.0.2.1", email=f"{name}@example.org") for name in "abc"]
    assert asked == [True, True, False]
    assert may_mail(network="192.0.2.2", email="c@example.org")
    assert not may_mail(network="192.0.2.2", email="C@example.org")


def test_nothing_of_it_can_be_read_and_it_is_gone_after_a_day(at):
    Tally.objects.all().delete()
    may_mail(network="192.0.2.1", email=EMAIL)
    kept = str([*Tally.objects.values()])
    assert not any(words in kept for words in (EMAIL, "nobody", "192.0.2"))
    with at(clock.now() + timedelta(hours=23)):
        forget_tallies()
        assert Tally.objects.count() == 2
    with at(clock.now() + timedelta(hours=25)):
        forget_tallies()
        assert not Tally.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_two_browsers_that_ask_at_once_get_one_letter():
    """The rows are there before they meet: their making alone would keep them apart."""
    meeting, left = Barrier(2), []
    keys = {Tally.Act.MAIL_TO_ADDRESS: EMAIL, Tally.Act.MAIL_OF_NETWORK: "192.0.2.9"}
    Tally.objects.bulk_create(Tally(act=act, key_digest=sealed(key)) for act, key in keys.items())

    def wait(execute, sql, *rest):
        if sql.startswith('UPDATE "contributions_tally"'):
            with suppress(BrokenBarrierError):
                meeting.wait(timeout=0.3)
        return execute(sql, *rest)

    def ask():
        with connection.execute_wrapper(wait):
            left.append(may_mail(network="192.0.2.9", email=EMAIL))
        connection.close()

    threads = [Thread(target=ask) for _ in range(2)]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    assert sorted(left) == [False, True]


# What remains


@pytest.fixture
def real(settings):
    """The demonstration keeps its mail; a site does not."""
    settings.DEMO = False


def test_the_letter_that_nobody_wanted_goes_with_the_words(real, at, guest):
    ask_for_link(guest)
    with at(clock.now() + timedelta(days=6)):
        forget_expired_guests()
        assert letters_to(EMAIL).count() == 1
    with at(clock.now() + timedelta(days=7, minutes=1)):
        forget_expired_guests()
    assert not letters_to(EMAIL).exists()
    assert not Guest.objects.exists()


def test_so_does_one_to_an_address_that_was_mistyped(real, guest):
    ask_for_link(guest)
    ask_for_link(guest, email="other@example.org")
    assert [letters_to(email).count() for email in (EMAIL, "other@example.org")] == [0, 1]


@pytest.mark.parametrize("throw", ["throw_away", "too_young"])
def test_so_does_one_whose_words_are_thrown_away_but_the_limit_stands(real, browser, page, guest, throw):
    ask_for_link(guest)
    if throw == "throw_away":
        guest.post(f"{KEEP}{Guest.objects.get().held.get().pk}/throw-away/")
    else:
        guest.post(KEEP, ME | {"too_young": "1"})
    assert not letters_to(EMAIL).exists()
    client = browser()
    write(client, page)
    client.post(KEEP, ME)
    assert not letters_to(EMAIL).exists()


def test_the_letter_of_who_has_an_account_now_stays_as_any_other(real, browser, guest):
    browser().post(ask_for_link(guest))
    assert letters_to(EMAIL).exists()
