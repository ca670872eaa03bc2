import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from pyjama.contributions.actions import post_contribution
from pyjama.notifications.actions import notify
from pyjama.notifications.models import Kind, Notification
from tests.emptied import empty

COUNT = "/en/notifications/count/"
SEEN = "/en/notifications/seen/"


@pytest.fixture(autouse=True)
def nothing_told_yet(world):
    empty(Notification)


def post(world, author, parent=None):
    key = uuid.uuid4()
    return post_contribution(
        call=world.call("menu"), author=author, body="Hello.", language="en", submission_key=key, parent=parent
    )


def test_a_page_that_stays_open_asks_for_the_number_and_its_words(world, browser):
    amina = browser(world.amina)
    assert amina.get(COUNT).json()["number"] == 0

    notify([world.amina], Kind.CALL_APPROVED, world.call("menu"))
    notify([world.amina], Kind.CALL_APPROVED, world.call("slogans"))
    notify([world.sam], Kind.CALL_APPROVED, world.call("menu"))
    with CaptureQueriesContext(connection) as captured:
        response = amina.get(COUNT)

    assert response.json() == {"number": 2, "words": "2 things are unread under News."}
    assert "no-store" in response.headers["Cache-Control"]
    # Session, person, number.
    assert len(captured) == 3
    assert '<span class="bar__count"><span>2</span>' in amina.get("/en/").text


def test_who_has_signed_out_is_led_to_sign_in(browser):
    assert browser().get(COUNT).status_code == browser().post(SEEN).status_code == 302


def test_a_visit_marks_as_read_what_the_page_speaks_of_and_only_ones_own(world, browser):
    notify([world.amina, world.sam], Kind.CALL_APPROVED, world.call("menu"))
    notify([world.amina], Kind.CALL_APPROVED, world.call("slogans"))

    assert browser(world.amina).post(SEEN, {"path": world.call("menu").get_absolute_url()}).json()["number"] == 1

    unread = Notification.objects.unread()
    assert {(news.recipient, news.target) for news in unread} == {
        (world.sam, world.call("menu")),
        (world.amina, world.call("slogans")),
    }


def test_a_reply_is_read_where_the_page_shows_it_and_not_before(world, browser):
    answer = post(world, world.amina)
    replies = [post(world, world.sam, parent=answer) for _ in range(2)]
    amina, path = browser(world.amina), world.call("menu").get_absolute_url()

    assert amina.post(SEEN, {"path": path, "shows": f"{answer.anchor}"}).json()["number"] == 1
    amina.post(SEEN, {"path": path, "shows": f"{answer.anchor} {replies[0].anchor}"})
    assert Notification.objects.unread().get(recipient=world.amina).target == replies[1]


def test_what_is_to_be_done_elsewhere_is_read_there(world, browser):
    call, amina = world.call("menu"), browser(world.amina)
    notify([world.amina], Kind.CALL_CLOSED, call, leads_to=("outcomes:desk", call.pk))

    assert amina.post(SEEN, {"path": call.get_absolute_url(), "shows": f"call-{call.pk}"}).json()["number"] == 1
    with translation.override("en"):
        desk = reverse("outcomes:desk", args=[call.pk])
    assert amina.post(SEEN, {"path": desk}).json()["number"] == 0


@pytest.mark.parametrize("nonsense", [{}, {"path": "\0", "shows": "x- -1 contribution-99999999999999999999"}])
def test_nonsense_marks_nothing(world, browser, nonsense):
    notify([world.amina], Kind.CALL_APPROVED, world.call("menu"))

    assert browser(world.amina).post(SEEN, nonsense).json()["number"] == 1
