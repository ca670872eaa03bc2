"""News that a person chose to hear once a week."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from pyjama.accounts.models import User
from pyjama.contributions.actions import vote_useful
from pyjama.core import clock
from pyjama.digests.series import send_due
from pyjama.mail.models import Mail
from pyjama.matching.digest.weekly import WEEKLY, write
from pyjama.notifications.actions import choose, keep_quiet, mark_read, notify, take_interest
from pyjama.notifications.models import Channel, Kind, Notification, Preference
from pyjama.notifications.unsubscription import token_for
from tests.emptied import empty

A_WEEK = timedelta(days=7)


@pytest.fixture(autouse=True)
def nothing_yet(world):
    empty(Mail, Notification)


def ask(person, *kinds, channel=Channel.DIGEST, wanted=True):
    with clock.at(clock.now() - A_WEEK):
        choose(person=person, channel=channel, choices=dict.fromkeys(kinds, wanted))


def run(weeks=0):
    before = {*Mail.objects.values_list("pk", flat=True)}
    with clock.at(clock.now() + weeks * A_WEEK):
        send_due(WEEKLY)
    return {mail.recipient: mail for mail in Mail.objects.exclude(pk__in=before)}


def votes_for(world, number):
    """Somebody's contribution that so many find useful."""
    contribution = world.call("slogans").contributions.answers().get(author=world.amina)
    for name in range(number):
        person = User.objects.create_user(f"v{name}@example.org", display_name=f"V{name}", language="en")
        vote_useful(contribution=contribution, voter=person)
    return contribution


def test_a_mail_of_news_alone_is_sent_once_and_an_empty_one_is_not(world):
    ask(world.amina, Kind.USEFUL)
    votes_for(world, 3)

    mails = run()
    assert [*mails] == [world.amina.email]
    text = " ".join(mails[world.amina.email].text.split())
    assert "3 people find your contribution" in text
    assert "What you asked to hear of once a week." in text
    assert mails[world.amina.email].subject == "Your week: one thing happened"
    assert run() == run(1) == {}
    assert world.amina.editions.filter(is_empty=True).count() == 1


def test_news_stands_beside_the_calls_that_fit_and_a_call_is_told_once(world):
    ask(world.amina, Kind.FITTING_CALLS, Kind.CALL_OPENED)
    call = write([world.amina])[world.amina.pk].rows[0].call
    notify([world.amina], Kind.CALL_OPENED, call, actor=call.organization)

    text = run()[world.amina.email].text
    assert "What happened" in text
    assert text.count(call.title) == 1
    assert call in {proposal.call for proposal in world.amina.proposals.all()}


def test_what_she_read_muted_or_wants_no_more_is_left_out(world):
    ask(world.amina, Kind.CALL_OPENED, Kind.CALL_SILENT)
    read, muted, silent = world.call("slogans"), world.call("menu"), world.call("letter")
    notify([world.amina], Kind.CALL_OPENED, read)
    notify([world.amina], Kind.CALL_OPENED, muted)
    notify([world.amina], Kind.CALL_SILENT, silent, leads_to=("matching:next",))
    mark_read(notifications=Notification.objects.filter(object_id=read.pk))
    take_interest(person=world.amina, target=muted.organization, is_muted=True)
    choose(person=world.amina, channel=Channel.DIGEST, choices={Kind.CALL_SILENT: False})

    assert run() == {}


def test_what_came_before_she_asked_is_not_told(world):
    notify([world.amina], Kind.CALL_OPENED, world.call("slogans"))
    ask(world.amina, Kind.CALL_OPENED)
    assert run() == {}


def test_whoever_adds_a_kind_after_the_hour_still_gets_the_week_that_is_late(world):
    ask(world.amina, Kind.USEFUL)
    votes_for(world, 1)
    choose(person=world.amina, channel=Channel.DIGEST, choices={Kind.CALL_OPENED: True})
    assert [*run()] == [world.amina.email]


def test_one_click_stops_the_whole_weekly_mail_and_one_lets_it_come_again(world):
    ask(world.amina, Kind.USEFUL, Kind.CALL_OPENED)
    ask(world.amina, Kind.USEFUL, channel=Channel.MAIL)
    link = f"/en/notifications/unsubscribe/{token_for(world.amina, Kind.FITTING_CALLS, Channel.DIGEST)}/"
    anybody = Client()

    page = anybody.post(link, {"List-Unsubscribe": "One-Click"}).text
    assert Preference.objects.kinds_by(Channel.DIGEST, world.amina) == set()
    assert Kind.USEFUL in Preference.objects.kinds_by(Channel.MAIL, world.amina)

    assert 'name="again" value="call_opened fitting_calls useful"' in page
    anybody.post(link, {"again": "call_opened useful"})
    assert Preference.objects.kinds_by(Channel.DIGEST, world.amina) == {Kind.USEFUL, Kind.CALL_OPENED}


def test_a_link_of_another_mail_brings_nothing_but_its_own_again(world):
    link = f"/en/notifications/unsubscribe/{token_for(world.amina, Kind.REPLY)}/"
    Client().post(link)
    Client().post(link, {"again": "useful"})
    assert Kind.REPLY in Preference.objects.kinds_by(Channel.MAIL, world.amina)
    assert Kind.USEFUL not in Preference.objects.kinds_by(Channel.MAIL, world.amina)


def test_the_hour_is_that_of_the_clock_she_lives_by(world, at):
    thursday = clock.now().replace(year=2027, month=6, day=10, hour=21, minute=0, second=0)  # 17:00 in Montréal
    for person, zone in ((world.amina, "America/Vancouver"), (world.sam, "America/St_Johns")):
        keep_quiet(person=person, is_on=False, starts_at="22:00", ends_at="07:00", time_zone=zone)
        with at(thursday - timedelta(days=1)):
            choose(person=person, channel=Channel.DIGEST, choices={Kind.CALL_OPENED: True})
            notify([person], Kind.CALL_OPENED, world.call("slogans"))

    reached = []
    for hours in (-2, -1, 0, 2, 3):
        with at(thursday + timedelta(hours=hours)):
            reached.append({*run()})
    assert reached == [set(), {world.sam.email}, set(), set(), {world.amina.email}]


def test_more_readers_cost_no_more_queries(world):
    people = [world.amina, world.sam, world.lise, world.camille]
    for person in people:
        ask(person, Kind.CALL_OPENED)
    for name in ("slogans", "menu"):
        notify(people, Kind.CALL_OPENED, world.call(name))

    def queries(readers):
        with CaptureQueriesContext(connection) as captured:
            write(readers)
        return len(captured)

    queries(people)
    assert queries(people[:1]) == queries(people)
