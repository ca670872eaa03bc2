"""What people were told, and what moderation makes of it: news of hidden words, and what came of a report."""

import pytest
from django.urls import reverse

from pyjama.contributions.actions import withdraw_contribution
from pyjama.mail.models import Mail
from pyjama.moderation.actions import decide, report, undo
from pyjama.moderation.models import Decision, Ground, Item, Report, Verb
from pyjama.notifications.actions import notify, take_interest
from pyjama.notifications.models import Interest, Kind, Notification

pytestmark = pytest.mark.once


@pytest.fixture
def told(world, contribution):
    """Amina is told of Sam's answer, in her list and by mail."""
    notify([world.amina], Kind.REPLY, contribution, actor=world.sam)


def page(client):
    return client.get(reverse("notifications:list")).text


def answers(person):
    """What a person was told of her reports: the words of each line."""
    return [each.facts["answer"] for each in Notification.objects.filter(recipient=person, kind=Kind.REPORT_ANSWERED)]


@pytest.mark.usefixtures("told")
def test_news_of_hidden_words_goes_and_comes_back_with_them(world, browser, contribution, decided):
    take_interest(person=world.amina, target=contribution)
    amina, before = browser(world.amina), Notification.objects.filter(recipient=world.amina).count_lines()
    assert "Sam" in page(amina)
    letters = Mail.objects.filter(recipient=world.amina.email, sent_at=None)
    assert letters.count() == 1

    decision = decided()
    assert Notification.objects.filter(recipient=world.amina).count_lines() == before - 1
    assert not Notification.objects.of_the_week([world.amina]).filter(kind=Kind.REPLY).exists()
    assert not letters.exists()

    undo(decision=decision, moderator=world.odile)
    assert Notification.objects.filter(recipient=world.amina).count_lines() == before
    assert Interest.objects.followed().of(contribution).filter(person=world.amina).exists()
    assert not letters.exists()


@pytest.mark.usefixtures("told")
@pytest.mark.parametrize("part", ["call", "organization"])
def test_news_of_what_is_part_of_hidden_rows_goes_and_comes_back_with_them(world, browser, contribution, decided, part):
    call = contribution.call
    # Several, so that reading the page is seen to ask nothing for each.
    for target in (
        call,
        contribution,
        world.call("snowbanks"),
        world.call("kittens"),
        *world.call("snowbanks").contributions.all()[:3],
    ):
        take_interest(person=world.amina, target=target)
    row = call if part == "call" else call.organization
    news = Notification.objects.filter(recipient=world.amina, kind=Kind.REPLY, object_id=contribution.pk)
    preferences = reverse("notifications:preferences")

    def hide(row):
        item = report(row=row, reporter=world.victor, network="192.0.2.7", ground=Ground.HURTFUL).item
        return decide(item=item, moderator=world.odile, verb=Verb.HIDE, ground=Ground.HURTFUL)

    hidden = hide(row)
    assert not news.exists()
    assert call.title not in browser(world.amina).get(preferences).text
    alone = decided()
    undo(decision=hidden, moderator=world.odile)
    assert call.title in browser(world.amina).get(preferences).text
    assert not news.exists()
    hidden = hide(type(row).objects.get(pk=row.pk))
    undo(decision=alone, moderator=world.odile)
    assert not news.exists()
    undo(decision=hidden, moderator=world.odile)
    assert news.exists()


@pytest.mark.parametrize(
    ("verb", "options", "answer", "words"),
    [
        (Verb.HIDE, {}, "hidden", "it is no longer shown"),
        (Verb.SUSPEND, {"days": 7, "also_hides": True}, "hidden", "it is no longer shown"),
        (Verb.WARN, {}, "seen_to", "did what was needed"),
        (Verb.LIMIT, {"days": 7, "per_day": 1}, "seen_to", "did what was needed"),
        (Verb.DISMISS, {}, "fine", "it respects the rules, and stays"),
    ],
)
def test_who_reported_learns_that_somebody_looked_and_no_more(world, browser, decided, verb, options, answer, words):
    decided(verb, **options)
    assert answers(world.victor) == [answer]
    assert words in page(browser(world.victor))
    for secret in (world.odile.display_name, world.sam.display_name, "Not so.", "suspended", "warning"):
        assert secret not in page(browser(world.victor)).partition("Somebody looked at")[2].partition("</li>")[0]


def test_nobody_but_the_reporter_is_told_and_a_mail_only_comes_if_asked_for(world, reported, decided, outbox):
    decided()
    answered = Notification.objects.filter(kind=Kind.REPORT_ANSWERED, object_id__in=reported.reports.values("pk"))
    assert [each.recipient for each in answered] == [world.victor]
    assert [mail.recipient for mail in outbox()] == [world.sam.email]


def test_whoever_decides_on_her_own_report_is_told_nothing(world, reported, decided):
    Report.objects.filter(item=reported).update(reporter=world.odile)
    decided()
    assert answers(world.odile) == answers(world.victor) == []


def test_what_its_author_took_away_is_said_so(world, contribution, reported, decided):
    withdraw_contribution(contribution=contribution)
    decided(Verb.DISMISS)
    assert answers(world.victor) == ["gone"]


def test_a_decision_that_is_undone_is_told_again_where_it_shows(world, browser, reported, decided):
    undo(decision=Decision.objects.get(pk=decided().pk), moderator=world.odile)
    assert sorted(answers(world.victor)) == ["again", "hidden"]
    assert "in the end, it stays" in page(browser(world.victor))
    assert Item.objects.get(pk=reported.pk).closed_at
