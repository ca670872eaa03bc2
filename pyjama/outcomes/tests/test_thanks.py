"""One personal thank-you for many: to each with her name and what she gave, once."""

import uuid
from http import HTTPStatus

import pytest
from django.urls import reverse

from pyjama.core import clock
from pyjama.mail.models import Mail
from pyjama.notifications.models import Kind, Notification
from pyjama.outcomes.desk.actions import credit_contributions
from pyjama.outcomes.desk.thanks import first_name
from pyjama.outcomes.tests.conftest import answer

TEXT = "Hello {first_name}, thank you for {contribution}, on {day}."


@pytest.fixture
def thank(call):
    return reverse("outcomes:thank", args=[call.pk])


def sent(body=TEXT, **fields):
    return {"body": body, "language": "en", "submission_key": uuid.uuid4(), **fields}


def told(call):
    news = Notification.objects.about(Kind.THANK_YOU, list(call.contributions.answers()))
    return {each.recipient: each.facts["words"] for each in news}


def test_each_gets_one_message_with_her_name_and_what_she_gave(world, browser, call, answers, thank):
    mails = Mail.objects.count()
    response = browser(world.ruth).post(thank, sent(), follow=True)

    day = f"{clock.day(answers[0].posted_at):%b}"
    assert "2 people have your thank-you." in response.text
    assert told(call)[world.sam].startswith("Hello Sam, thank you for “An answer.” and “An answer.”, on ")
    assert day in told(call)[world.sam]
    assert Mail.objects.count() == mails + 2
    letter = Mail.objects.filter(recipient=world.lise.email).latest("pk")
    assert "Hello Lise, thank you for “An answer.”" in letter.text
    assert letter.language == "fr-CA"
    assert [*call.contributions.answers().values_list("credit", flat=True)] == ["thanked"] * 3


def test_her_news_show_it_and_lead_to_what_she_gave(world, browser, call, answers, thank):
    browser(world.ruth).post(thank, sent("A **warm** thank-you <b>to you</b>"))
    page = browser(world.sam).get(reverse("notifications:list")).text

    assert "Harbour Street Kitchen writes you a thank-you for “Which ladle?”" in page
    assert "&lt;b&gt;to you&lt;/b&gt;" in page


def test_it_is_sent_once_however_often_the_button_is_pressed(world, browser, call, answers, thank):
    form, mails = sent(), Mail.objects.count()
    browser(world.ruth).post(thank, form)
    response = browser(world.ruth).post(thank, form, follow=True)

    assert "2 people have your thank-you." in response.text
    assert call.thank_yous.count() == 1
    assert Mail.objects.count() == mails + 2


@pytest.mark.parametrize(("place", "body"), [("call", "Another text, a little longer."), ("other", TEXT)])
def test_a_form_that_was_sent_sends_nothing_else(world, browser, call, answers, thank, place, body):
    form, other = sent(), reverse("outcomes:thank", args=[world.call("menu").pk])
    answer(world.call("menu"), world.amina)
    browser(world.ruth).post(thank, form)
    response = browser(world.ruth).post({"call": thank, "other": other}[place], form | {"body": body})

    assert response.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "This form was already sent" in response.text
    assert body in response.text


def test_whoever_has_had_a_personal_word_gets_no_second_one(world, browser, call, answers, colleague, thank):
    browser(world.ruth).post(thank, sent())
    response = browser(colleague).post(thank, sent())

    assert response.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "had your personal thank-you already" in response.text
    assert TEXT in response.text
    assert "Nobody is left to thank here" in browser(colleague).get(thank).text
    assert call.thank_yous.count() == 1


def test_only_those_that_the_address_shows_are_thanked(world, browser, call, answers, thank):
    credit_contributions(call=call, organizer=world.ruth, credits={answers[1].pk: "used"})
    browser(world.ruth).post(f"{thank}?show=used", sent())

    assert {*told(call)} == {world.lise}
    assert [*call.contributions.answers().values_list("credit", flat=True)] == ["", "used", ""]


def test_only_those_that_say_nearly_the_same_are_thanked(world, browser, open_call):
    alike = answer(open_call, world.amina, "Call it The Round, please.")
    answer(open_call, world.camille, "Please call it the round!")
    browser(world.ruth).post(f"{reverse('outcomes:thank', args=[open_call.pk])}?like={alike.pk}", sent())

    assert {*told(open_call)} == {world.amina, world.camille}


def test_who_joins_those_thanked_already_is_thanked_with_what_is_like_theirs(world, browser, open_call):
    thank = reverse("outcomes:thank", args=[open_call.pk])
    alike = answer(open_call, world.amina, "Call it The Round, please.")
    browser(world.ruth).post(f"{thank}?like={alike.pk}", sent())
    answer(open_call, world.camille, "Please call it the round!")
    browser(world.ruth).post(f"{thank}?like={alike.pk}", sent())

    assert {*told(open_call)} == {world.amina, world.camille}


def test_whoever_is_thanked_personally_hears_of_it_once(world, browser, open_call):
    answer(open_call, world.amina)
    browser(world.ruth).post(reverse("outcomes:thank", args=[open_call.pk]), sent())

    assert {*told(open_call)} == {world.sam, world.lise, world.amina}
    assert not Notification.objects.about(Kind.CREDIT, list(open_call.contributions.answers())).exists()


def test_the_first_message_is_shown_before_anything_is_sent(world, browser, call, answers, thank):
    ruth = browser(world.ruth)
    first = ruth.get(thank).text
    assert "What Sam will read" in first
    assert "Thank you for “An answer.” and “An answer.”." in first
    response = ruth.post(thank, sent("Dear {name} of {call}!", preview="1"))

    assert "Dear Sam of Which ladle?!" in response.text
    assert told(call) == {}


def test_the_preview_is_what_is_sent_whatever_the_crowd_likes(world, browser, call, answers, thank):
    answers[2].body_html = "<p>The best one.</p>"
    answers[2].useful_count = 9
    answers[2].save()
    preview = browser(world.ruth).post(thank, sent("For {contribution}", preview="1")).text
    browser(world.ruth).post(thank, sent("For {contribution}"))

    assert told(call)[world.sam] == "For “An answer.” and “The best one.”"
    assert told(call)[world.sam] in preview


def test_the_blanks_have_names_in_both_languages(world, browser, call, answers, thank):
    page = browser(world.ruth).get(thank.replace("/en/calls/", "/fr/appels/").replace("outcome/thank", "suite/remercier"))
    assert "{prénom}" in page.text
    browser(world.ruth).post(thank, sent("Bonjour {prénom}, merci pour {contribution} le {jour}.", language="fr"))

    assert told(call)[world.lise].startswith("Bonjour Lise, merci pour «\u00a0An answer.\u00a0» le ")


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"body": ""}, "This field is required."),
        ({"body": "Hello {nickname}"}, "{nickname} cannot be filled in."),
        ({"body": "Hello {first name}"}, "{first name} cannot be filled in."),
        ({"body": "Hello {first_name }"}, "{first_name } cannot be filled in."),
        ({"body": "x" * 2_001}, "2000"),
        ({"language": "de"}, "Select a valid choice"),
        ({"submission_key": "x"}, "Please send the form once more."),
    ],
)
def test_what_cannot_be_sent_stays_in_its_field(world, browser, call, answers, thank, fields, sentence):
    response = browser(world.ruth).post(thank, sent() | fields)

    assert response.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert sentence in response.text
    assert told(call) == {}


def test_only_the_team_thanks(world, browser, thank):
    for person in (world.lise, world.chloe, world.odile):
        assert browser(person).post(thank, sent()).status_code == HTTPStatus.NOT_FOUND


@pytest.mark.once
@pytest.mark.parametrize(
    ("name", "first"),
    [
        ("Camille Roy", "Camille"),
        ("Jean-Philippe", "Jean-Philippe"),
        ("Gilles, retraité", "Gilles"),
        ("Odd Sock 512", "Odd Sock 512"),
        ("李 明", "李"),
    ],
)
def test_what_one_calls_somebody(name, first):
    assert first_name(name) == first


def test_the_queries_do_not_grow_with_those_thanked(world, browser, open_call, django_assert_max_num_queries):
    thank, ruth = reverse("outcomes:thank", args=[open_call.pk]), browser(world.ruth)
    with django_assert_max_num_queries(60) as few:
        ruth.post(thank, sent())
    for person in (world.amina, world.camille, world.chloe, world.marc, world.nadia):
        answer(open_call, person)
    with django_assert_max_num_queries(len(few)):
        ruth.post(thank, sent())
