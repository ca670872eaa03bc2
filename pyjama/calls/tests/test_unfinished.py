from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse
from django.utils.translation import override

from pyjama.calls.actions import edit_call
from pyjama.calls.models import Call
from pyjama.calls.unfinished import remind_of_unfinished
from pyjama.drafts.actions import keep_draft
from pyjama.drafts.models import Draft
from pyjama.notifications.models import Kind, Notification
from pyjama.organizations.models import Organization

MONTREAL = ZoneInfo("America/Toronto")
# Clocks change in the night before the third day.
BEGUN = datetime(2027, 3, 11, 22, 30, tzinfo=MONTREAL)
DUE = datetime(2027, 3, 14, 9, 0, tzinfo=MONTREAL)


@pytest.fixture
def draft(world):
    """A draft of Chloé's, the only one that waits."""
    Call.objects.filter(state=Call.State.DRAFT).update(reminded_at=BEGUN)
    Draft.objects.all().delete()
    call = world.call("poster")
    Call.objects.filter(pk=call.pk).update(saved_at=BEGUN, reminded_at=None)
    return world.call("poster")


def told():
    return Notification.objects.filter(kind=Kind.DRAFT_REMINDER)


def type_in(world, at, place, person=None):
    with at(BEGUN):
        return keep_draft(
            person=person or world.chloe, place=place, name="need", text="We need …", version=0, title="", path="/fr/"
        )


def test_the_author_is_reminded_on_the_third_morning_once(world, at, draft, outbox):
    for moment in (DUE - timedelta(minutes=1), DUE, DUE, DUE + timedelta(days=1)):
        with at(moment):
            remind_of_unfinished()
        assert told().count() == (moment >= DUE)

    assert told().get().recipient == world.chloe
    assert len(outbox()) == 1


def test_the_mail_continues_throws_away_and_stops_by_one_click_each(browser, world, at, draft, outbox):
    with at(DUE):
        remind_of_unfinished()
    mail = outbox()[0]

    with override("fr"):
        for page in ("calls:edit", "calls:discard"):
            address = reverse(page, args=[draft.pk])
            assert address in mail.text
            assert f'{address}"' in mail.html
    assert "List-Unsubscribe" in mail.headers
    assert browser(world.chloe).post(reverse("notifications:open", args=[told().get().pk])).url == reverse(
        "calls:edit", args=[draft.pk]
    )


def test_who_has_gone_on_writing_is_left_alone(world, at, draft):
    fields = {"title": draft.title, "body": "Autre chose."}
    with at(DUE - timedelta(hours=5)):
        edit_call(call=draft, editor=world.chloe, version=draft.version, **fields)
    with at(DUE):
        remind_of_unfinished()

    assert not told().exists()


@pytest.mark.parametrize(
    "changes",
    [
        {"state": Call.State.REVIEW},
        {"saved_at": BEGUN - timedelta(days=40)},
    ],
)
def test_neither_what_is_on_its_way_nor_what_is_long_forgotten(at, draft, changes):
    Call.objects.filter(pk=draft.pk).update(**changes)
    with at(DUE):
        remind_of_unfinished()

    assert not told().exists()


def test_neither_who_left_nor_who_could_not_publish_it(world, at, draft):
    membership = draft.organization.memberships.get(person=world.chloe)
    membership.delete()
    with at(DUE):
        remind_of_unfinished()
    assert not told().exists()

    Call.objects.filter(pk=draft.pk).update(reminded_at=None)
    membership.save()
    Organization.objects.filter(pk=draft.organization_id).update(status=Organization.Status.PENDING)
    with at(DUE):
        remind_of_unfinished()
    assert not told().exists()


def test_a_form_left_half_way_is_reminded_of_too_once(world, browser, at, draft):
    refuge = draft.organization
    Call.objects.filter(pk=draft.pk).update(saved_at=DUE)
    for place in (f"calls:ask/{refuge.pk}/name-event", f"calls:new/{refuge.pk}"):
        type_in(world, at, place)
    for moment in (DUE, DUE + timedelta(days=1)):
        with at(moment):
            remind_of_unfinished()

    pages = [reverse("calls:ask", args=[refuge.pk, "name-event"]), reverse("calls:new", args=[refuge.pk])]
    assert {news.get_absolute_url() for news in told().filter(content_type__model="organization")} == {*pages}
    assert told().filter(content_type__model="organization").count() == 2
    assert refuge.name in browser(world.chloe).get(reverse("notifications:list")).text


@pytest.mark.parametrize("place", ["calls:ask/{pk}", "calls:ask/{pk}/x y", "calls:new/x", "calls:new/999999999999999999999"])
def test_a_place_that_is_none_reminds_of_nothing(world, at, draft, place):
    Call.objects.filter(pk=draft.pk).update(saved_at=DUE)
    type_in(world, at, place.format(pk=draft.organization_id))
    with at(DUE):
        remind_of_unfinished()

    assert not told().exists()


def test_the_form_of_an_organization_one_has_no_part_in_reminds_nobody(world, at, draft):
    Call.objects.filter(pk=draft.pk).update(saved_at=DUE)
    type_in(world, at, f"calls:new/{draft.organization_id}", person=world.ruth)
    with at(DUE):
        remind_of_unfinished()

    assert not told().exists()


def test_a_draft_is_thrown_away_after_a_question_with_the_news_of_it(world, browser, at, draft):
    with at(DUE):
        remind_of_unfinished()
    page = reverse("calls:discard", args=[draft.pk])
    chloe = browser(world.chloe)
    assert draft.title in chloe.get(page).text
    assert Call.objects.filter(pk=draft.pk).exists()
    response = chloe.post(page, follow=True)

    assert "The draft is thrown away." in response.text
    assert not Call.objects.filter(pk=draft.pk).exists()
    assert not told().exists()
    assert chloe.get(page).status_code == 404


def test_a_call_that_people_see_is_not_thrown_away(world, browser):
    slogans = world.call("slogans")
    response = browser(world.chloe).post(reverse("calls:discard", args=[slogans.pk]))

    assert response.status_code == 409
    assert Call.objects.filter(pk=slogans.pk).exists()
