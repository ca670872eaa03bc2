import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from pyjama.contributions.models import Contribution
from pyjama.notifications.actions import mark_read, notify
from pyjama.notifications.models import Kind, Notification
from tests.emptied import empty

LIST = "/en/notifications/"
READ_ALL = f"{LIST}read/"


@pytest.fixture(autouse=True)
def nothing_told_yet(world):
    empty(Notification)


def contribute(world, author, body="Hello."):
    call = world.call("menu")
    contribution = Contribution(call=call, author=author, language="en", submission_key=uuid.uuid4())
    contribution.write(body=body)
    contribution.save()
    return contribution


def tell_amina(world, times=1):
    """News about two kinds of rows, and the last notification."""
    for _ in range(times):
        notify([world.amina], Kind.CALL_APPROVED, world.call("menu"))
        notify([world.amina], Kind.REPLY, contribute(world, world.sam), actor=world.sam)
    return Notification.objects.first()


def test_the_list_shows_ones_own_news_newest_first(world, browser):
    notify([world.amina], Kind.CALL_APPROVED, world.call("menu"))
    notify([world.amina], Kind.REPLY, contribute(world, world.sam), actor="Sam <the> cook")
    notify([world.sam], Kind.CALL_APPROVED, world.call("slogans"))

    response = browser(world.amina).get(LIST)

    assert [notification.kind for notification in response.context["page"]] == [Kind.REPLY, Kind.CALL_APPROVED]
    assert "Sam &lt;the&gt; cook replied to you under" in response.text
    assert world.call("slogans").title not in response.text


def test_an_empty_list_says_so(world, browser):
    assert "all quiet under the blanket" in browser(world.amina).get(LIST).text


def test_a_visitor_is_sent_to_sign_in(browser):
    assert browser().get(LIST).status_code == 302
    assert browser().post(READ_ALL).status_code == 302


def test_looking_marks_nothing_as_read(world, browser):
    tell_amina(world)
    amina = browser(world.amina)

    for _ in range(2):
        assert amina.get(LIST).context["unread_count"]() == 2


def test_opening_one_marks_it_as_read_and_leads_to_what_it_is_about(world, browser):
    notification = tell_amina(world)

    response = browser(world.amina).post(f"{LIST}{notification.pk}/open/")

    assert response.url == notification.target.get_absolute_url()
    assert Notification.objects.unread().count() == 1
    assert f'href="{response.url}"' in browser(world.amina).get(LIST).text


def test_nobody_opens_the_news_of_somebody_else(world, browser):
    notification = tell_amina(world)

    assert browser(world.sam).post(f"{LIST}{notification.pk}/open/").status_code == 404
    assert browser(world.amina).get(f"{LIST}{notification.pk}/open/").status_code == 405
    assert Notification.objects.unread().count() == 2


def test_everything_is_marked_as_read_at_once_and_only_ones_own(world, browser):
    tell_amina(world)
    notify([world.sam], Kind.CALL_APPROVED, world.call("menu"))
    amina = browser(world.amina)

    response = amina.post(READ_ALL, follow=True)

    assert "Everything is marked as read." in response.text
    assert READ_ALL not in response.text
    assert Notification.objects.unread().get().recipient == world.sam


def test_what_is_read_keeps_the_moment_it_was_first_read(world):
    notification = tell_amina(world)
    mark_read(notifications=Notification.objects.all())
    first = Notification.objects.get(pk=notification.pk).read_at
    mark_read(notifications=Notification.objects.all())

    assert Notification.objects.get(pk=notification.pk).read_at == first


def test_news_about_something_that_is_gone_says_so_and_leads_nowhere(world, browser):
    notification = tell_amina(world)
    Contribution.objects.filter(pk=notification.object_id).delete()
    amina = browser(world.amina)

    assert "then took it back" in amina.get(LIST).text
    assert amina.post(f"{LIST}{notification.pk}/open/").url == LIST


def test_the_number_of_queries_does_not_grow_with_the_rows(world, browser, django_assert_num_queries):
    amina = browser(world.amina)

    def queries():
        with CaptureQueriesContext(connection) as captured:
            assert amina.get(LIST).status_code == 200
        return len(captured)

    tell_amina(world, times=2)
    queries()
    few = queries()
    tell_amina(world, times=10)
    with django_assert_num_queries(few):
        amina.get(LIST)
    # Session, person, unread; lines, their count, their newest, their names; the two kinds of rows, and their calls.
    assert few == 10


def test_the_unread_count_is_asked_for_once_a_page(world, browser):
    tell_amina(world)

    with CaptureQueriesContext(connection) as captured:
        browser(world.amina).get(LIST)

    counts = [query["sql"] for query in captured if "COUNT(DISTINCT" in query["sql"]]
    assert len(counts) == 1


def test_a_long_list_has_pages_and_nonsense_leads_to_one_of_them(world, browser):
    tell_amina(world, times=15)
    amina = browser(world.amina)

    assert len(amina.get(LIST).context["page"]) == 25
    assert len(amina.get(LIST, {"page": "2"}).context["page"]) == 5
    for nonsense in ["0", "99", "x", "\0"]:
        assert amina.get(LIST, {"page": nonsense}).status_code == 200
