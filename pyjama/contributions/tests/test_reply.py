import uuid

import pytest
from django.urls import reverse

from pyjama.contributions.actions import post_contribution, withdraw_contribution
from pyjama.mail.models import Mail
from pyjama.notifications.models import Kind, Notification


def text(body, **fields):
    return {"body": body, "language": "en", "submission_key": str(uuid.uuid4())} | fields


@pytest.fixture
def contribution(world):
    return post_contribution(
        call=world.call("menu"), author=world.sam, body="Call it Ladle.", language="en", submission_key=uuid.uuid4()
    )


@pytest.fixture
def address(contribution):
    return reverse("contributions:reply", args=[contribution.pk]).replace("/fr/", "/en/")


def test_a_reply_stands_under_its_contribution_and_tells_its_author(world, browser, contribution, address):
    karma = world.lise.karma_entries.total()
    assert "Call it Ladle." in browser(world.lise).get(address).text
    response = browser(world.lise).post(address, text("I like Ladle."))

    reply = contribution.replies.get()
    assert response.url == reply.get_absolute_url()
    assert Notification.objects.get(kind=Kind.REPLY, object_id=reply.pk).recipient == world.sam
    mail = Mail.objects.filter(recipient=world.sam.email).latest("pk")
    assert "Lise" in mail.subject
    assert "I like Ladle." in mail.text
    assert world.lise.karma_entries.total() == karma


def test_the_organization_replies_under_its_own_name(world, browser, contribution, address):
    browser(world.ruth).post(address, text("Ladle it is."))

    news = Notification.objects.get(kind=Kind.REPLY, object_id=contribution.replies.get().pk)
    assert news.actor_name == world.organization("harbour").name


def test_replies_go_one_level_deep(world, browser, contribution, address):
    browser(world.lise).post(address, text("First level."))
    deeper = reverse("contributions:reply", args=[contribution.replies.get().pk])
    response = browser(world.camille).post(deeper, text("Second level."))

    assert response.status_code == 422
    assert "Second level." in response.text


def test_a_contribution_withdrawn_meanwhile_takes_no_reply(world, browser, contribution, address):
    reader = browser(world.lise)
    reader.get(address)
    withdraw_contribution(contribution=contribution)

    assert reader.post(address, text("Too late.")).status_code == 404


def test_bad_input_keeps_what_was_typed(world, browser, address):
    response = browser(world.lise).post(address, text("y" * 5_001))

    assert response.status_code == 422
    assert "y" * 5_001 in response.text


def test_a_visitor_signs_in_first(browser, address):
    assert browser().get(address).status_code == 302
    assert browser().post(address, text("Hello")).status_code == 302
