from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from pyjama.contributions.actions import take_vote_back, vote_useful
from pyjama.contributions.models import Contribution
from pyjama.core import clock
from pyjama.mail.delivery import claim
from pyjama.mail.models import Mail
from pyjama.notifications.actions import choose, forget_old_news, notify
from pyjama.notifications.models import KEPT, Channel, Kind, Notification
from tests.emptied import empty

LIST = "/en/notifications/"


@pytest.fixture(autouse=True)
def nothing_told_yet(world):
    empty(Notification, Mail)


def write(world, author, parent=None, body="Hello."):
    contribution = Contribution(call=world.call("menu"), author=author, parent=parent, language="en", submission_key=uuid4())
    contribution.write(body=body)
    contribution.save()
    return contribution


@pytest.fixture
def answer(world):
    return write(world, world.amina)


def reply(world, answer, *people):
    for person in people:
        text = f"From {person.display_name}."
        notify([world.amina], Kind.REPLY, write(world, person, answer, text), actor=person, together=answer)


def test_votes_on_one_contribution_are_one_line_and_no_mail(world, browser, answer):
    for voter in (world.sam, world.camille, world.lise):
        vote_useful(contribution=answer, voter=voter)

    response = browser(world.amina).get(LIST)

    assert "3 people find your contribution to" in response.text
    assert response.context["unread_count"]() == 1
    assert not Mail.objects.exists()


def test_a_second_vote_tells_nothing_and_one_taken_back_is_taken_from_the_line(world, answer):
    for voter in (world.sam, world.camille, world.camille):
        vote_useful(contribution=answer, voter=voter)
    assert Notification.objects.count() == 2

    take_vote_back(contribution=answer, voter=world.sam)
    take_vote_back(contribution=answer, voter=world.sam)
    assert Notification.objects.count() == 1


def test_replies_in_one_thread_are_one_line_with_names_and_one_mail_ten_minutes_later(world, browser, answer):
    reply(world, answer, world.sam, world.camille, world.lise)

    mail = Mail.objects.get()
    assert mail.next_try_at - clock.now() > timedelta(minutes=9)
    for person in (world.sam, world.camille, world.lise):
        assert f"From {person.display_name}." in mail.text
    assert f"{world.lise.display_name}, {world.camille.display_name} and 1 other" in mail.subject
    assert "and 1 other replied to you" in browser(world.amina).get(LIST).text


def test_what_was_read_does_not_come_back_to_life(world, browser, answer):
    reply(world, answer, world.sam, world.camille)
    browser(world.amina).post(f"{LIST}{Notification.objects.first().pk}/open/")
    assert not Notification.objects.unread().exists()

    reply(world, answer, world.lise)

    page = browser(world.amina).get(LIST).context["page"]
    assert [(line.number, bool(line.read_at)) for line in page] == [(1, False), (2, True)]


def test_what_comes_after_the_worker_took_a_letter_begins_another(world, answer):
    reply(world, answer, world.sam)
    Mail.objects.update(next_try_at=clock.now())
    taken = claim(Mail.objects.get().pk)

    reply(world, answer, world.lise)

    first, second = Mail.objects.order_by("pk")
    assert first.text == taken.text
    assert "From Lise" not in first.text
    assert "From Sam" not in second.text


def test_a_letter_keeps_its_name_and_its_time_when_it_is_written_anew(world, answer):
    reply(world, answer, world.sam)
    before = Mail.objects.get()
    reply(world, answer, world.lise)
    after = Mail.objects.get()

    assert (after.message_id, after.next_try_at) == (before.message_id, before.next_try_at)


def test_votes_by_mail_are_one_letter_a_day_and_none_when_all_are_taken_back(world, answer):
    choose(person=world.amina, channel=Channel.MAIL, choices={Kind.USEFUL: True})
    for voter in (world.sam, world.camille):
        vote_useful(contribution=answer, voter=voter)

    mail = Mail.objects.get()
    assert "2 people find" in mail.subject
    assert mail.next_try_at - clock.now() > timedelta(hours=23)
    for voter in (world.sam, world.camille):
        take_vote_back(contribution=answer, voter=voter)
    assert not Mail.objects.exists()


def test_the_list_costs_the_same_with_five_lines_and_with_two_hundred(world, browser, answer):
    amina = browser(world.amina)

    def queries(lines):
        empty(Notification)
        Notification.objects.bulk_create(
            Notification(recipient=world.amina, kind=Kind.CREDIT, target=answer, actor_name="X", facts={"credit": "used"})
            for _ in range(lines)
        )
        with CaptureQueriesContext(connection) as captured:
            amina.get(LIST)
        return len(captured)

    queries(5)
    assert queries(5) == queries(200)


def test_news_is_kept_for_ninety_days(world, answer):
    reply(world, answer, world.sam, world.lise)
    old = Notification.objects.first()
    Notification.objects.filter(pk=old.pk).update(created_at=clock.now() - KEPT - timedelta(minutes=1))

    forget_old_news()

    assert old.pk not in Notification.objects.values_list("pk", flat=True)
    assert Notification.objects.count() == 1
