"""What waits for organizations, in one mail a morning."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from pyjama.accounts.models import User
from pyjama.calls.models import Call
from pyjama.contributions.models import Contribution
from pyjama.core import clock
from pyjama.digests.series import send_due
from pyjama.digests.tests.anew import begin_anew
from pyjama.mail.models import Mail
from pyjama.notifications.actions import choose
from pyjama.notifications.models import Channel, Kind
from pyjama.organizations.models import Act, Membership
from pyjama.outcomes.to_do import letters

NOON = 12


@pytest.fixture(autouse=True)
def quiet(world):
    """Nothing waits for the people of the refuge, and Chloé asked for the mail long ago."""
    begin_anew()
    organization = world.call("slogans").organization
    Call.objects.filter(organization=organization).update(state=Call.State.FINISHED, published_at=clock.now())
    Act.objects.all().delete()
    with clock.at(clock.now() - timedelta(days=9)):
        choose(person=world.chloe, channel=Channel.MAIL, choices={Kind.TO_DO: True})


def set_call(world, **fields):
    Call.objects.filter(pk=world.call("slogans").pk).update(**fields)


def run(day=0):
    """The mail of a day at noon."""
    before = {*Mail.objects.values_list("pk", flat=True)}
    with clock.at(clock.hour_of(clock.day(clock.days_from(clock.now(), day)), NOON)):
        send_due(letters.TO_DO)
    return {mail.recipient: mail for mail in Mail.objects.exclude(pk__in=before)}


def closed(days_ago):
    moment = clock.days_from(clock.now(), -days_ago)
    return {"state": Call.State.SORTING, "closes_at": moment, "closed_at": moment}


def test_where_nothing_waits_there_is_no_mail(world):
    assert run() == {}
    assert world.chloe.editions.get().is_empty


def test_nobody_else_gets_it_unasked(world):
    set_call(world, **closed(3))

    assert {*run()} == {world.chloe.email}


def test_a_call_to_finish_is_one_click_away_with_its_day(world):
    set_call(world, **closed(3))
    mail = run()[world.chloe.email]

    assert f"/calls/{world.call('slogans').pk}/" in mail.text.replace("/appels/", "/calls/")
    assert "4" in mail.text
    assert mail.headers["List-Unsubscribe-Post"]


@pytest.mark.parametrize("days", [1, 7, 13])
def test_what_a_reminder_mails_that_day_is_not_said_twice(world, days):
    set_call(world, **closed(days))
    assert run() == {}

    with clock.at(clock.now() - timedelta(days=9)):
        choose(person=world.chloe, channel=Channel.MAIL, choices={Kind.OUTCOME_REMINDER: False})
    world.chloe.editions.all().delete()
    assert {*run()} == {world.chloe.email}


def test_a_call_that_closes_today_and_contributions_that_wait_are_there(world):
    set_call(world, state=Call.State.OPEN, closes_at=clock.end_of(clock.today()))
    Contribution.objects.filter(call=world.call("slogans")).update(
        reacted_at=None, credit="", posted_at=clock.days_from(clock.now(), -4)
    )

    text = run()[world.chloe.email].text

    assert text.count(world.call("slogans").title) == 2


def test_who_asks_to_join_is_told_to_owners_the_day_after_and_not_once_invited(world):
    organization = world.call("slogans").organization
    act = organization.acts.create(kind=Act.Kind.ASKED, person=world.sam, done_at=clock.now())
    assert run() == {}
    Act.objects.filter(pk=act.pk).update(done_at=clock.now() - timedelta(days=2))
    world.chloe.editions.all().delete()
    is_owner = organization.memberships.get(person=world.chloe).role == Membership.Role.OWNER

    assert bool(run()) == is_owner

    organization.memberships.create(person=world.sam, role=Membership.Role.EDITOR)
    world.chloe.editions.all().delete()
    assert run() == {}


def test_a_draft_that_came_back_waits(world):
    set_call(world, state=Call.State.DRAFT, review_note="Where?", saved_at=clock.now() - timedelta(days=2))

    assert world.call("slogans").title in run()[world.chloe.email].text


def test_it_comes_each_morning_once(world):
    set_call(world, **closed(2))

    assert len(run()) == 1
    assert len(run()) == 0
    assert len(run(1)) == 1


def test_more_people_cost_no_more_queries(world):
    def queries(people):
        with CaptureQueriesContext(connection) as captured:
            letters.write(people)
        return len(captured)

    set_call(world, **closed(3))
    assert queries([world.chloe]) == queries([*User.objects.all()])
