import uuid

import pytest
from django.urls import reverse

from pyjama.calls.actions import submit_call
from pyjama.calls.models import Call


@pytest.fixture
def address(world):
    return reverse("calls:new", args=[world.organization("refuge").pk])


def test_writing_a_call_keeps_a_draft_that_only_its_organization_sees(world, browser, address, answers):
    response = browser(world.marc).post(address, answers)

    call = Call.objects.get(title="Which name for the cat?")
    assert response.url == call.get_absolute_url()
    assert call.state == Call.State.DRAFT
    assert call.author == world.marc
    assert call.body_html == "<p>We <strong>just</strong> found her.</p>\n"
    assert browser(world.chloe).get(response.url).status_code == 200
    assert browser(world.camille).get(response.url).status_code == 404
    assert browser().get(response.url).status_code == 404


def test_a_form_sent_twice_makes_one_draft(world, browser, address, answers):
    sent, writer = answers | {"submission_key": uuid.uuid4()}, browser(world.marc)

    assert writer.post(address, sent).url == writer.post(address, sent).url
    assert Call.objects.filter(title="Which name for the cat?").count() == 1
    assert writer.post(address, sent | {"submission_key": uuid.uuid4()}).status_code == 302
    assert Call.objects.filter(title="Which name for the cat?").count() == 2


def test_the_preview_shows_the_text_and_saves_nothing(world, browser, address, answers):
    response = browser(world.marc).post(address, answers | {"preview": "1"})

    assert "<strong>just</strong>" in response.text
    assert not Call.objects.filter(title="Which name for the cat?").exists()


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("title", "x" * 91, "90"),
        ("title", "\u200b \u200b", "required"),
        ("title", "a\x00b", "Null characters"),
        ("body", "", "required"),
        ("body", "y" * 5_001, "5000"),
        ("minutes", "7", "Select a valid choice"),
        ("skills", "9" * 25, "Select a valid choice"),
        ("language", "de", "Select a valid choice"),
        ("enough", "0", "greater than or equal to 1"),
        ("closes_at", "2020-01-01", "Choose a day after today"),
        ("closes_at", "2199-01-01", "60 days at most"),
        ("closes_at", "tomorrow-ish", "valid date"),
    ],
)
def test_bad_input_gets_a_sentence_and_keeps_what_was_typed(world, browser, address, answers, field, value, sentence):
    response = browser(world.marc).post(address.replace("/fr/", "/en/"), answers | {field: value})

    assert response.status_code == 422
    assert any(sentence in error for error in response.context["form"].errors[field])
    kept = "We **just** found her." if field != "body" else "Which name for the cat?"
    assert kept in response.text


def test_any_unicode_comes_back_as_it_was_typed(world, browser, address, answers):
    words = "Émilie 🐈‍⬛ مرحبا שלום ½ 漢字"
    browser(world.marc).post(address, answers | {"title": words, "body": words})

    assert Call.objects.filter(title=words, body=words).exists()


def test_others_cannot_write_for_an_organization(world, browser, address, answers):
    assert browser(world.camille).post(address, answers).status_code == 404
    assert browser(world.ruth).get(address).status_code == 404
    assert "sign-in" in browser().get(address).url or "login" in browser().get(address).url


def test_editing_an_open_call_keeps_its_former_text_readable(world, browser, answers):
    call = world.call("slogans")
    address = reverse("calls:edit", args=[call.pk])
    before = call.title
    response = browser(world.marc).post(address, answers | {"version": call.version})

    assert response.url == Call.objects.get(pk=call.pk).get_absolute_url()
    former = browser().get(reverse("calls:former_texts", args=[call.pk]))
    assert before in former.text
    assert call.revisions.get().editor == world.marc


@pytest.mark.parametrize("name", ["edit", "extend"])
def test_a_form_shows_the_day_that_was_chosen(world, browser, address, answers, name):
    browser(world.marc).post(address, answers)
    call = Call.objects.get(title=answers["title"])
    if name == "extend":
        submit_call(call=call)
    form = browser(world.marc).get(reverse(f"calls:{name}", args=[call.pk])).context["form"]

    assert form["closes_at"].value().isoformat() == answers["closes_at"]
    assert f'value="{answers["closes_at"]}"' in str(form["closes_at"])


def test_a_draft_has_no_former_texts(world, browser, answers):
    call = world.call("poster")
    browser(world.marc).post(reverse("calls:edit", args=[call.pk]), answers | {"version": call.version})

    assert not call.revisions.exists()


def test_two_editors_saving_the_same_call_the_second_sees_both_texts(world, browser, answers):
    call = world.call("poster")
    address = reverse("calls:edit", args=[call.pk])
    browser(world.chloe).post(address, answers | {"version": call.version, "body": "Chloé was first."})
    response = browser(world.marc).post(address, answers | {"version": call.version, "body": "Marc was second."})

    assert response.status_code == 422
    assert "Chloé was first." in response.text
    assert "Marc was second." in response.text

    version = response.context["form"]["version"].value()
    browser(world.marc).post(address, answers | {"version": version, "body": "Both of us."})
    call.refresh_from_db()
    assert call.body == "Both of us."


def test_a_closed_call_stays_as_it_is(world, browser, answers):
    call = world.call("letter")
    response = browser(world.ruth).post(reverse("calls:edit", args=[call.pk]), answers | {"version": call.version})

    assert response.status_code == 422
    assert Call.objects.get(pk=call.pk).body == call.body
