from datetime import timedelta

import pytest
from django.urls import reverse

from pyjama.contributions.actions import edit_contribution, post_contribution
from pyjama.core.refusals import Refused
from pyjama.moderation.models import Hold, Item, Verb
from pyjama.notifications.models import Kind, Notification

TEXT = "A long text that somebody typed with care."


def form(text=TEXT, number=1):
    return {"body": text, "language": "en", "submission_key": f"12345678-1234-1234-1234-{number:012}"}


def test_a_suspended_person_writes_nothing_and_loses_nothing(world, browser, decided):
    decision = decided(Verb.SUSPEND, days=7)
    client, call = browser(world.sam), world.call("menu")
    for path in (
        call.get_absolute_url(),
        reverse("contributions:reply", args=[call.contributions.answers().first().pk]),
        reverse("volunteers:edit"),
        reverse("account_settings"),
        reverse("organizations:register"),
    ):
        response = client.post(path, form())
        page = response.content.decode()
        assert response.status_code == 409, path
        assert "Your account is suspended until" in page
        assert decision.get_absolute_url() in page
        assert TEXT in page
    assert call.contributions.filter(body=TEXT).count() == 0


def test_a_suspended_person_may_read_appeal_and_leave(world, browser, decided):
    decision = decided(Verb.SUSPEND, days=7)
    client = browser(world.sam)
    assert client.get(world.call("menu").get_absolute_url()).status_code == 200
    assert client.get(decision.get_absolute_url()).status_code == 200
    assert client.post(reverse("notifications:read_all")).status_code == 302
    assert client.post(reverse("moderation:appeal", args=[decision.pk]), {"words": "Why?"}).status_code == 302
    own = world.sam.contributions.standing().first()
    assert client.post(reverse("contributions:withdraw", args=[own.pk])).status_code == 302
    assert client.post(reverse("account_logout")).status_code == 302


def test_words_that_come_by_another_way_are_refused_too(world, decided):
    own = world.sam.contributions.answers().exclude(call=world.call("menu")).first()
    decided(Verb.SUSPEND, days=7)
    with pytest.raises(Refused, match="suspended until"):
        post_contribution(call=world.call("menu"), author=world.sam, body="By mail.", language="en", submission_key=None)
    with pytest.raises(Refused, match="suspended until"):
        edit_contribution(contribution=own, body="Edited.", used_ai=False)


def test_a_suspension_ends_to_the_second(world, browser, decided, at):
    decision = decided(Verb.SUSPEND, days=1)
    path, nothing = reverse("volunteers:edit"), {"minutes": ""}
    with at(decision.ends_at - timedelta(seconds=1)):
        assert browser(world.sam).post(path, nothing).status_code == 409
    with at(decision.ends_at):
        assert browser(world.sam).post(path, nothing).status_code == 302


def test_in_place_the_page_stays_and_says_why(world, browser, decided):
    decided(Verb.SUSPEND, days=7)
    path = reverse("contributions:useful", args=[world.contribution("menu", "amina").pk])
    response = browser(world.sam).post(path, headers={"HX-Request": "true"})
    assert response.status_code == 409
    assert response["HX-Retarget"] == "#refusal"


def test_nobody_else_learns_of_it(world, browser, decided):
    decided(Verb.SUSPEND, days=7)
    page = browser(world.amina).get(world.call("menu").get_absolute_url()).content.decode()
    assert "uspend" not in page


def test_a_limit_of_so_many_texts_a_day(world, browser, decided, at):
    decision = decided(Verb.LIMIT, days=7, per_day=1)
    call = world.call("menu")
    with at(decision.made_at + timedelta(days=1, hours=1)):
        assert browser(world.sam).post(call.get_absolute_url(), form("The first.", 1)).status_code == 302
        response = browser(world.sam).post(call.get_absolute_url(), form("The second.", 2))
        assert response.status_code == 422
        assert "A moderator has limited how much you write" in response.content.decode()
        assert "The second." in response.content.decode()


@pytest.fixture
def held(world, browser, decided):
    """What Sam writes while all of it waits for a moderator."""
    decided(Verb.LIMIT, days=7, per_day=0)
    call = world.call("menu")
    browser(world.sam).post(call.get_absolute_url(), form())
    return call.contributions.get(body=TEXT)


def news_of(contribution):
    return Notification.objects.filter(kind=Kind.NEW_CONTRIBUTION, object_id=contribution.pk).count()


def test_what_waits_is_its_authors_alone(world, browser, held):
    path = held.call.get_absolute_url()
    for person in (None, world.amina, world.ruth):
        assert TEXT not in browser(person).get(path).content.decode()
        assert browser(person).get(held.get_absolute_url()).status_code == 404
    own = browser(world.sam).get(path).content.decode()
    assert TEXT in own
    assert "you alone see it" in own
    assert news_of(held) == 0


def test_what_is_released_is_public_as_if_it_were_written_now(world, browser, held):
    call = world.call("menu")
    item = Item.objects.about(held).get()
    assert item.kind == Item.Kind.HOLD

    browser(world.odile).post(item.get_absolute_url(), {"verb": "release", "ground": "other"})

    assert world.call("menu").contribution_count == call.contribution_count + 1
    assert TEXT in browser(world.amina).get(call.get_absolute_url()).content.decode()
    assert news_of(held) == 1
    assert world.sam.karma_entries.standing().filter(object_id=held.pk).exists()
    assert Hold.objects.get(item=item).is_released


def test_what_is_held_and_hidden_was_never_public(world, browser, held):
    item = Item.objects.about(held).get()
    browser(world.odile).post(item.get_absolute_url(), {"verb": "hide", "ground": "spam"})
    held.refresh_from_db()
    assert held.hidden_at
    assert not Hold.objects.get(item=item).is_released
    assert not world.sam.karma_entries.filter(object_id=held.pk).exists()
    page = browser(world.amina).get(held.call.get_absolute_url()).content.decode()
    assert f'id="contribution-{held.pk}"' not in page
