"""The weekly mail of calls that fit."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from pyjama.accounts.models import User
from pyjama.calls.models import Call
from pyjama.core import clock
from pyjama.digests.series import send_due
from pyjama.digests.tests.anew import begin_anew
from pyjama.mail.models import Mail
from pyjama.matching.actions import take_stance
from pyjama.matching.choosing import matches_of, next_call, with_likings
from pyjama.matching.digest.choosing import MOST_CALLS, choices_for
from pyjama.matching.digest.weekly import WEEKLY, forget_proposals
from pyjama.matching.models import Proposal, Stance
from pyjama.matching.wishes import Wishes
from pyjama.notifications.actions import choose
from pyjama.notifications.models import Channel, Kind
from pyjama.volunteers.models import wishes_of

A_WEEK = timedelta(days=7)


@pytest.fixture(autouse=True)
def empty_outbox(world):
    begin_anew()


def ask(*people):
    with clock.at(clock.now() - A_WEEK):
        for person in people:
            choose(person=person, channel=Channel.DIGEST, choices={Kind.FITTING_CALLS: True})


def run(weeks=0):
    """The mail of a week from now on: so many weeks later, with the same calls open."""
    before = {*Mail.objects.values_list("pk", flat=True)}
    Call.objects.open().update(closes_at=clock.now() + timedelta(days=60))
    with clock.at(clock.now() + weeks * A_WEEK):
        send_due(WEEKLY)
    return {mail.recipient: mail for mail in Mail.objects.exclude(pk__in=before)}


def proposed(person):
    return [proposal.call for proposal in person.proposals.order_by("pk").select_related("call")]


def test_nobody_gets_it_who_did_not_ask(world):
    assert run() == {}


def test_calls_that_fit_come_in_her_language_with_why_and_the_minutes(world):
    ask(world.amina, world.camille)
    mails = run()

    for person in (world.amina, world.camille):
        mail, calls = mails[person.email], proposed(person)
        assert 1 <= len(calls) <= MOST_CALLS
        for call in calls:
            assert call.language in wishes_of(person)["languages"]
            for part in (mail.text, mail.html):
                assert f"/{call.pk}/" in part
            assert f"{call.minutes} minute" in mail.text
        assert mail.headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
        assert mail.headers["Content-Language"] == f"{person.language}-CA"
        assert mail.headers["Feedback-ID"].startswith("fitting_calls:")
        with override(person.language):
            for match in matches_of(calls=calls, wishes=Wishes(**wishes_of(person))):
                assert match.reasons[0].capitalize() in mail.text


def test_the_first_is_the_one_that_the_door_would_show(world):
    for person in (world.amina, world.camille, world.sam, world.lise):
        liked = Call.objects.filter(pk__in=Stance.objects.filter(person=person).liking().values("call")).order_by()
        first = next_call(reader=person, wishes=with_likings(Wishes(**wishes_of(person)), liked))
        choice = choices_for([person]).get(person.pk)
        assert (next(iter(choice.scores)) if choice else None) == (first.call.pk if first else None)


def test_no_call_comes_twice_and_a_week_without_any_brings_no_mail(world):
    ask(world.amina)
    weeks = [run(week) for week in range(6)]

    calls = proposed(world.amina)
    assert len(calls) == len({*calls})
    assert weeks[0]
    assert not weeks[-1]
    assert world.amina.editions.count() == 6


def test_what_she_put_aside_answered_or_asks_herself_is_left_out(world):
    ask(world.amina)
    aside, *_others = choices_for([world.amina])[world.amina.pk].scores
    take_stance(person=world.amina, call=Call.objects.get(pk=aside), kind=Stance.Kind.NOT_FOR_ME)
    run()

    answered = {*world.amina.contributions.values_list("call", flat=True)}
    own = {*world.amina.memberships.values_list("organization", flat=True)}
    for call in proposed(world.amina):
        assert call.pk != aside
        assert call.pk not in answered
        assert call.organization_id not in own


def test_one_click_stops_it(world, browser):
    ask(world.amina)
    link = (
        run()["amina@example.org"]
        .headers["List-Unsubscribe"]
        .split(",")[0]
        .strip("<>")
        .removeprefix("http://127.0.0.1:8000")
    )

    assert browser().post(link, {"List-Unsubscribe": "One-Click"}).status_code == 200
    Proposal.objects.all().delete()
    assert run(1) == {}


def test_more_readers_cost_no_more_queries(world):
    def queries(people):
        with CaptureQueriesContext(connection) as captured:
            choices_for(people)
        return len(captured)

    queries([world.amina])
    assert queries([world.amina]) == queries([*User.objects.all()])


def test_what_was_proposed_is_forgotten_when_the_call_is_over(world):
    ask(world.amina)
    run()
    over = proposed(world.amina)[0]
    Call.objects.filter(pk=over.pk).update(closes_at=clock.now())

    forget_proposals()

    assert over not in proposed(world.amina)


def test_a_french_mail_is_french(world):
    ask(world.camille)
    mail = run()["camille@example.org"]

    assert "cette semaine" in mail.text
    assert "minute" in mail.text
    assert "this week" not in mail.text
