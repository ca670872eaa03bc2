"""Moderators ask, an organization answers: nobody else reads it, and the clock is paused meanwhile."""

from datetime import timedelta

import pytest

from pyjama.core import clock
from pyjama.core.refusals import Refused
from pyjama.mail.models import Mail
from pyjama.notifications.models import Kind
from pyjama.organizations.actions import answer_moderators, ask_organization, edit_organization, verify_organization

QUESTION, ANSWER = "Is the library open\nto everybody?", "Yes: from nine to five."


def conversation(organization):
    return f"/en/organizations/{organization.pk}/conversation/"


@pytest.fixture
def asked(world, browser, library):
    """The library, with an editor and a question."""
    library.memberships.create(person=world.sam, role="editor")
    response = browser(world.odile).post(f"/en/organizations/{library.pk}/verification/ask/", {"text": QUESTION})
    assert response.url == "/en/to-review/"
    return library


def test_a_question_reaches_the_owners_and_editors_in_their_news_and_by_mail(world, browser, told, asked):
    assert told(Kind.ORGANIZATION_QUESTION) == {world.camille, world.sam}
    mail = Mail.objects.filter(recipient=world.sam.email).latest("pk")
    assert QUESTION in mail.text
    assert f"/en/organizations/{asked.pk}/conversation/" in mail.text
    assert "to everybody?" in mail.html
    assert "A moderator has a question about" in browser(world.sam).get("/en/notifications/").text
    assert "to everybody?" in browser(world.sam).get(conversation(asked)).text


def test_an_answer_reaches_the_moderator_who_asked(world, browser, asked, told):
    response = browser(world.sam).post(conversation(asked), {"text": ANSWER})
    assert response.url == conversation(asked)
    assert told(Kind.ORGANIZATION_ANSWERED) == {world.odile}
    mail = Mail.objects.filter(recipient=world.odile.email).latest("pk")
    assert mail.subject == "L’organisme Bibliothèque du Coin a répondu"
    assert ANSWER in mail.text
    assert ANSWER in browser(world.odile).get(f"/en/organizations/{asked.pk}/verification/").text
    assert browser(world.odile).get(conversation(asked)).url.endswith("/verification/")


@pytest.mark.parametrize("name", ["amina", "chloe", "theo"])
def test_nobody_else_reads_it_or_speaks(world, browser, asked, name):
    person = browser(getattr(world, name))
    assert person.get(conversation(asked)).status_code == 404
    assert person.post(conversation(asked), {"text": ANSWER}).status_code == 404
    assert browser().get(conversation(asked)).status_code == 302
    assert asked.log.said().count() == 1


def test_a_moderator_does_not_answer_for_them(world, browser, asked):
    assert browser(world.odile).post(conversation(asked), {"text": ANSWER}).status_code == 404


@pytest.mark.parametrize("text", ["", " \u200b", "a" * 2_001])
def test_an_empty_or_endless_answer_comes_back(world, browser, asked, text):
    assert browser(world.sam).post(conversation(asked), {"text": text}).status_code == 422
    assert browser(world.odile).post(f"/en/organizations/{asked.pk}/verification/ask/", {"text": text}).status_code == 422
    assert asked.log.said().count() == 1


def test_the_clock_stands_while_they_have_the_ball(world, library, at):
    start = library.open_case.waiting_since
    with at(start + timedelta(hours=10)):
        ask_organization(organization=library, moderator=world.odile, text=QUESTION)
    with at(start + timedelta(hours=60)):
        assert (library.open_case.hours, library.open_case.pace) == (10, "soon")
        ask_organization(organization=library, moderator=world.odile, text="And on Sundays?")
        answer_moderators(organization=library, person=world.camille, text=ANSWER)
    with at(start + timedelta(hours=80)):
        assert (library.open_case.hours, library.open_case.pace) == (30, "due")


def test_to_send_what_was_asked_for_is_an_answer(world, asked, told):
    edit_organization(
        organization=asked, editor=world.camille, version=1, causes=asked.causes.all(), charity_number="987654324RR0001"
    )
    assert asked.open_case.asked_at is None
    assert told(Kind.ORGANIZATION_ANSWERED) == {world.odile}


def test_to_correct_the_mission_is_none(world, asked, told):
    edit_organization(organization=asked, editor=world.camille, version=1, causes=asked.causes.all(), mission_fr="Lire.")
    assert asked.open_case.asked_at
    assert told(Kind.ORGANIZATION_ANSWERED) == set()


def test_a_form_sent_twice_is_said_once(world, browser, asked):
    world.odile.notifications.all().delete()
    for _ in range(2):
        browser(world.odile).post(f"/en/organizations/{asked.pk}/verification/ask/", {"text": QUESTION})
    assert asked.log.said().count() == 1
    for _ in range(2):
        browser(world.sam).post(conversation(asked), {"text": ANSWER})
    assert asked.log.said().count() == 2
    assert world.odile.notifications.filter(kind=Kind.ORGANIZATION_ANSWERED).count() == 1


def test_once_decided_nothing_is_asked_or_answered_and_the_words_are_kept(world, browser, asked):
    verify_organization(organization=asked, moderator=world.odile, checked=["number"], version=1)
    response = browser(world.sam).post(conversation(asked), {"text": ANSWER})
    assert (response.status_code, ANSWER in response.text) == (422, True)
    assert "nothing is open any more" in response.text
    with pytest.raises(Refused):
        ask_organization(organization=asked, moderator=world.odile, text=QUESTION)
    assert asked.log.said().count() == 1


def test_time_they_took_is_not_the_moderators_when_she_decides_all_the_same(world, library, at):
    start = library.open_case.waiting_since
    with at(start + timedelta(hours=2)):
        ask_organization(organization=library, moderator=world.odile, text=QUESTION)
    with at(start + timedelta(hours=90)):
        verify_organization(organization=library, moderator=world.odile, checked=["number"], version=1)
    case = library.cases.get()
    assert case.decided_at - case.waiting_since == timedelta(hours=2)
    assert clock.now() < case.decided_at
