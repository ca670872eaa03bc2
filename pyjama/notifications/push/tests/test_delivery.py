"""What rings: the words of the news, encrypted, once for each device; and what becomes of it when a service will not."""

import uuid
from datetime import timedelta
from email.utils import format_datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from pyjama.accounts.models import User
from pyjama.accounts.tests.pages import page
from pyjama.contributions.models import Contribution
from pyjama.core import clock, vapid
from pyjama.notifications.actions import choose, mark_read, notify, take_news_back
from pyjama.notifications.models import Channel, Kind, Notification
from pyjama.notifications.push import delivery
from pyjama.notifications.push.actions import edit_device, ring, try_device
from pyjama.notifications.push.delivery import ENOUGH_TRIES, PAUSES, ring_due
from pyjama.notifications.push.models import Device, Ring
from pyjama.notifications.push.tests.service import claims_of

A_SECOND = timedelta(seconds=1)


def reply_of_sam(world):
    call = world.call("menu")
    contribution = Contribution(call=call, author=world.sam, language="en", submission_key=uuid.uuid4())
    contribution.write(body="Hello.")
    contribution.save()
    return contribution


def tell(world, person):
    notify([person], Kind.REPLY, reply_of_sam(world), actor=world.sam)
    return Notification.objects.filter(recipient=person).latest("pk")


@pytest.fixture
def amina(world, rings_at, no_rings):
    """Her browser, which rings in English."""
    User.objects.filter(pk=world.amina.pk).update(language="en")
    return rings_at(world.amina)


def test_what_rings_says_which_sort_of_news_there_is_and_nothing_more(world, amina, service):
    news = tell(world, world.amina)

    ring_due()

    [(path, headers, body)] = service.pushes
    assert path == f"/send/{world.amina.pk}"
    assert amina.subscription.read(body) == {
        "title": "Pyjama",
        "body": "Somebody replies to you",
        "lang": "en-CA",
        "tag": headers["Topic"],
        "url": news.target.get_absolute_url(),
        "open": reverse("notifications:open", args=[news.pk]),
    }
    assert not Ring.objects.exists()
    assert amina.device().last_used_at


def test_who_wrote_and_about_what_is_shown_where_she_asked_for_it(world, amina, service):
    edit_device(device=amina.device(), name="Phone", shows_words=True)
    tell(world, world.amina)

    ring_due()

    shown = amina.subscription.read(service.pushes[0][2])["body"]
    assert shown.startswith("Sam")
    assert world.call("menu").title in shown


def test_a_push_is_sent_as_the_rfcs_say(world, amina, service, settings):
    tell(world, world.amina)
    try_device(device=amina.device())

    ring_due()

    (_, headers, body), (_, _, other) = service.pushes
    claims, key = claims_of(headers["Authorization"])
    assert key == vapid.public_key()
    assert claims["sub"] == f"mailto:{settings.CONTACT_EMAIL}"
    # The library leaves the port out, which only an address of this machine has.
    assert claims["aud"] == "http://127.0.0.1"
    assert 0 < claims["exp"] - clock.now().timestamp() < 24 * 60 * 60
    assert (headers["TTL"], headers["Urgency"], headers["Content-Encoding"]) == ("86400", "normal", "aes128gcm")
    assert len(headers["Topic"]) == 32
    assert headers["Topic"].replace("-", "").replace("_", "").isalnum()
    assert len(body) == len(other)


def test_what_is_said_of_one_thing_has_one_topic_and_each_device_another(world, amina, rings_at, service):
    rings_at(world.amina, "/send/elsewhere")
    news = tell(world, world.amina)
    ring_due()
    for _ in range(2):
        ring([news], {world.amina.pk: clock.now()})
    ring_due()

    topics = [(path, headers["Topic"]) for path, headers, _ in service.pushes]
    assert len(topics) == 4
    assert len({*topics}) == 2


def test_it_rings_for_what_comes_at_once_unless_she_chose_otherwise(world, amina, service):
    notify([world.amina], Kind.NEW_CONTRIBUTION, reply_of_sam(world))
    assert not Ring.objects.exists()

    choose(person=world.amina, channel=Channel.PUSH, choices={Kind.REPLY: False, Kind.NEW_CONTRIBUTION: True})
    tell(world, world.amina)
    assert not Ring.objects.exists()
    notify([world.amina], Kind.NEW_CONTRIBUTION, reply_of_sam(world))
    assert Ring.objects.count() == 1


def test_what_nobody_needs_to_hear_any_more_does_not_ring(world, amina, rings_at, service):
    mark_read(notifications=Notification.objects.filter(pk=tell(world, world.amina).pk))
    news = tell(world, world.amina)
    take_news_back(Kind.REPLY, [news.target])
    tell(world, world.sam)
    tell(world, world.amina)
    amina.client.post(page("account_logout"))

    ring_due()

    assert service.pushes == []
    assert not Ring.objects.exists()


def test_news_of_what_is_gone_leads_to_the_list(world, amina, service):
    news = tell(world, world.amina)
    Contribution.objects.filter(pk=news.object_id).delete()
    ring_due()
    shown = amina.subscription.read(service.pushes[0][2])
    assert shown["url"] == page("notifications:list")


def test_the_number_of_queries_does_not_grow_with_the_people(world, rings_at, no_rings):
    people = [world.amina, world.sam, world.camille, world.lise]
    for person in people:
        rings_at(person)
    reply = reply_of_sam(world)

    def queries(recipients):
        with CaptureQueriesContext(connection) as captured:
            notify(recipients, Kind.REPLY, reply, actor=world.sam)
        return len(captured)

    queries(people[:1])
    assert queries(people[1:2]) == queries(people[2:])
    assert Ring.objects.count() == len(people)


@pytest.mark.parametrize("status", [404, 410])
def test_a_device_that_is_gone_is_forgotten(world, amina, service, status):
    service.answers = [(status, {})]
    tell(world, world.amina)
    ring_due()
    assert not Device.objects.exists()


@pytest.mark.parametrize("status", [400, 403, 500, 503, 302])
def test_a_push_that_is_refused_is_tried_five_times_then_given_up(world, amina, service, at, status):
    service.answers = [(status, {})] * ENOUGH_TRIES
    tell(world, world.amina)
    moment = clock.now()
    for pause in [*PAUSES, timedelta(0)]:
        with at(moment + A_SECOND):
            ring_due()
            ring_due()
        moment += pause + A_SECOND

    assert len(service.pushes) == ENOUGH_TRIES
    assert not Ring.objects.exists()
    assert amina.device().failures == 1
    assert "The last news did not get there." in amina.client.get(page("notifications:preferences")).text


@pytest.mark.parametrize("is_date", [True, False])
def test_a_busy_service_is_left_alone_for_as_long_as_it_asks(world, amina, service, at, is_date):
    pause = timedelta(minutes=10)
    service.answers = [(429, {"Retry-After": format_datetime(clock.now() + pause) if is_date else "600"})]
    tell(world, world.amina)
    ring_due()
    with at(clock.now() + pause - 5 * A_SECOND):
        ring_due()
    assert len(service.pushes) == 1
    with at(clock.now() + pause + A_SECOND):
        ring_due()
    assert len(service.pushes) == 2
    assert not Ring.objects.exists()


@pytest.mark.parametrize("retry_after", ["", "soon", "-5", "9" * 39, "Tue, 99 Jun 2026 00:00:00 GMT", "1.5"])
def test_a_pause_that_makes_no_sense_is_ours(world, amina, service, at, retry_after):
    service.answers = [(503, {"Retry-After": retry_after})]
    tell(world, world.amina)
    ring_due()
    with at(clock.now() + timedelta(hours=12, seconds=1)):
        ring_due()
    assert len(service.pushes) == 2


def test_what_is_too_long_for_a_service_is_said_shortly_at_once(world, amina, service):
    edit_device(device=amina.device(), name="Phone", shows_words=True)
    service.answers = [(413, {})]
    tell(world, world.amina)

    ring_due()
    ring_due()

    (_, _, long), (_, _, short) = service.pushes
    assert len(short) < len(long)
    assert "Sam" not in amina.subscription.read(short)["body"]


def test_a_service_that_is_down_is_not_waited_for_again_by_each_device(world, amina, rings_at, service, monkeypatch):
    asked = []

    def send(endpoint, *_, **__):
        asked.append(endpoint)
        raise delivery.Unanswered("closed")

    monkeypatch.setattr(delivery, "send", send)
    monkeypatch.setattr(delivery, "BATCH", 1)
    rings_at(world.amina, "/send/elsewhere")
    tell(world, world.amina)
    for _ in range(3):
        ring_due()
    assert len(asked) == 1
    assert sorted(Ring.objects.values_list("tries", flat=True)) == [0, 1]


def test_with_another_key_of_the_site_a_device_is_silent_until_it_has_a_new_subscription(world, amina, service, settings):
    settings.VAPID_PRIVATE_KEY = vapid.to_text(bytes(31) + b"\7")
    tell(world, world.amina)
    ring_due()
    assert service.pushes == []

    renewed = service.subscription("/send/renewed")
    amina.client.post(page("notifications:push:keep"), renewed.told())
    tell(world, world.amina)
    ring_due()
    [(path, headers, _)] = service.pushes
    assert path == "/send/renewed"
    assert claims_of(headers["Authorization"])[1] == vapid.public_key()
