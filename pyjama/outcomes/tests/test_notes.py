"""What the team says to itself, and replies without leaving the desk."""

import re
import uuid
from http import HTTPStatus

import pytest
from django.urls import reverse

from pyjama.contributions.actions import withdraw_contribution
from pyjama.notifications.models import Kind, Notification
from pyjama.outcomes.actions import write_outcome
from pyjama.outcomes.desk.actions import write_note
from pyjama.outcomes.models import Note
from pyjama.outcomes.tasks import forget_notes

SECRET = "Ask the treasurer, in blue ink."


@pytest.fixture
def note(world, answers):
    return write_note(contribution=answers[0], author=world.ruth, body=SECRET)


def row(contribution, write=""):
    return reverse("outcomes:row", args=[contribution.pk]) + (f"?write={write}" if write else "")


def test_a_note_is_written_beside_a_contribution_and_read_by_the_team(world, browser, answers, colleague, desk):
    assert 'name="body"' in browser(world.ruth).get(row(answers[0], "note")).text
    response = browser(world.ruth).post(reverse("outcomes:note", args=[answers[0].pk]), {"body": SECRET})

    assert response.url == row(answers[0])
    for address in (desk, row(answers[0])):
        page = browser(colleague).get(address).text
        assert SECRET in page
        assert "Erase this note" not in page


def test_nobody_else_reads_a_note(world, browser, call, answers, note, desk):
    for person in (None, world.lise, world.sam, world.chloe, world.odile):
        assert SECRET not in browser(person).get(call.get_absolute_url()).text
    for person in (world.lise, world.sam, world.chloe, world.odile):
        assert browser(person).get(desk).status_code == HTTPStatus.NOT_FOUND
        assert browser(person).get(row(answers[0])).status_code == HTTPStatus.NOT_FOUND


def test_a_note_is_in_no_export(world, browser, call, note):
    for name, arguments in (("export", ["csv"]), ("export", ["xlsx"]), ("print", [])):
        response = browser(world.ruth).get(reverse(f"outcomes:{name}", args=[call.pk, *arguments]))
        assert SECRET.encode() not in b"".join(response.streaming_content)


@pytest.mark.parametrize(("body", "sentence"), [("", "This field is required."), ("x" * 1_001, "1000"), ("a\x00", "Null")])
def test_a_note_that_cannot_be_kept_stays_in_its_field(world, browser, answers, body, sentence):
    response = browser(world.ruth).post(reverse("outcomes:note", args=[answers[0].pk]), {"body": body})

    assert response.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert sentence in response.text
    assert not Note.objects.filter(contribution=answers[0]).exists()


def test_without_scripts_a_credit_is_saved_from_the_page_of_one_contribution(world, browser, call, answers, desk):
    write_outcome(call=call, author=world.ruth, body="We painted it.", language="fr")
    page = browser(world.ruth).get(row(answers[0])).text
    fields = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page.partition('id="desk"')[2]))
    response = browser(world.ruth).post(desk, fields | {f"credit-{answers[0].pk}": "used", "save": "1"})

    assert response.url == desk
    answers[0].refresh_from_db()
    assert answers[0].credit == "used"
    assert (call.outcome.body, call.outcome.language) == ("We painted it.", "fr")


def test_only_its_author_erases_a_note(world, browser, note, colleague):
    erase = reverse("outcomes:erase_note", args=[note.pk])
    for person in (colleague, world.lise, world.chloe):
        assert browser(person).post(erase).status_code == HTTPStatus.NOT_FOUND
    browser(world.ruth).post(erase)

    assert not Note.objects.filter(pk=note.pk).exists()


def test_notes_go_with_the_words_they_were_about(world, browser, answers, note):
    forget_notes()
    assert Note.objects.filter(pk=note.pk).exists()
    withdraw_contribution(contribution=answers[0])
    refused = browser(world.ruth).post(reverse("outcomes:note", args=[answers[0].pk]), {"body": "More."})
    forget_notes()

    assert refused.status_code == HTTPStatus.NOT_FOUND
    assert not Note.objects.filter(pk=note.pk).exists()


def test_a_reply_is_written_at_the_desk(world, browser, answers, desk):
    assert 'name="submission_key"' in browser(world.ruth).get(row(answers[1], "reply")).text
    sent = {"body": "We love it.", "language": "en", "submission_key": uuid.uuid4()}
    response = browser(world.ruth).post(reverse("outcomes:reply", args=[answers[1].pk]), sent)

    assert response.url == row(answers[1])
    assert answers[1].replies.get().for_organization
    assert Notification.objects.about(Kind.REPLY, [answers[1].replies.get()]).get().recipient == world.lise
    assert "We love it." in browser(world.ruth).get(desk).text


def test_a_reply_that_cannot_be_sent_keeps_what_was_typed(world, browser, answers):
    reply = reverse("outcomes:reply", args=[answers[1].pk])
    response = browser(world.ruth).post(reply, {"body": "We love it.", "language": "xx"})

    assert response.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "We love it." in response.text
    assert browser(world.chloe).post(reply, {"body": "Ours now."}).status_code == HTTPStatus.NOT_FOUND
