"""Asking by a template: a list of needs, four questions, and a warning where the words are somebody else's."""

import re

import pytest
from django.urls import reverse

from pyjama.calls.call_templates import QUESTIONS, call_templates
from pyjama.calls.models import Call, Revision
from pyjama.topics.models import Skill

US = "We are a shelter for cats in Montréal."
FACTS = {
    "us": US,
    "need": "Three names for an old black cat. Which one would you call through a kitchen door?",
    "known": "The children voted for Minuit, and nobody calls her that.",
    "result": "Her card is printed on Friday, with the name on it.",
}


@pytest.fixture
def asked(answers):
    """What the form of a template sends when all is well."""
    return {name: value for name, value in answers.items() if name not in {"body", "version"}} | FACTS


def address(world, template="name-event", organization="refuge", name="calls:ask"):
    key = world.organization(organization).pk
    return reverse(name, args=[key, template] if template else [key]).replace("/fr/", "/en/")


def choose(world, organization="refuge"):
    return address(world, template=None, organization=organization, name="calls:choose_template")


# The templates


def test_there_are_templates_for_every_skill_in_both_languages(db):
    assert len(call_templates()) >= 24
    assert {template.category for template in call_templates().values()} == {*Skill.objects.values_list("slug", flat=True)}
    for template in call_templates().values():
        for words in template.words.values():
            assert words.keys() == {"name", "use", "title", *QUESTIONS}
            assert all(words.values())
            assert len(words["title"]) <= 90


def test_a_template_suggests_what_a_call_can_be(db):
    skills = {*Skill.objects.values_list("slug", flat=True)}
    for template in call_templates().values():
        assert template.kind in Call.Kind
        assert template.minutes in dict(Call._meta.get_field("minutes").choices)
        assert {*template.skills} <= skills


def test_the_french_of_the_templates_is_set_as_french():
    texts = [text for template in call_templates().values() for text in template.words["fr"].values()]
    assert [text for text in texts if re.search(r" [:;!?»]|« |'|\.\.\.", text)] == []


# Choosing one


def test_the_needs_are_listed_under_their_skills(world, browser):
    page = browser(world.marc).get(choose(world)).text

    assert page.count("start__name") == len(call_templates())
    assert page.index("Graphic design") < page.index("Critique our poster") < page.index("Research")
    assert reverse("calls:new", args=[world.organization("refuge").pk]).replace("/fr/", "/en/") in page


def test_a_template_whose_skill_the_operator_took_away_is_listed_last(world, browser):
    Skill.objects.filter(slug="blogging").delete()
    page = browser(world.marc).get(choose(world)).text
    assert page.index("Others") < page.index("Which story should we tell next?")


@pytest.mark.parametrize("name", ["camille", "ruth"])
def test_others_find_no_needs_of_an_organization(world, browser, name):
    client = browser(getattr(world, name))
    assert client.get(choose(world)).status_code == 404
    assert client.get(address(world)).status_code == 404


def test_a_template_nobody_wrote_is_not_there(world, browser):
    assert browser(world.marc).get(address(world, template="a-template")).status_code == 404


# Asking


def test_four_answers_become_a_draft_in_the_language_of_the_call(world, browser, asked):
    response = browser(world.marc).post(address(world), asked | {"language": "fr"})

    call = Call.objects.get(title=asked["title"])
    assert response.url == call.get_absolute_url()
    assert call.body.startswith(US)
    assert call.body.index("# Ce qu’il nous faut") < call.body.index("Three names") < call.body.index("# Ce que nous savons")
    assert call.state == Call.State.DRAFT


def test_the_form_starts_from_what_the_template_suggests(world, browser):
    page = browser(world.marc).get(address(world, template="critique-poster"))

    form = page.context["form"]
    assert {name: form[name].value() for name in ("kind", "minutes", "enough")} == {
        "kind": "challenge",
        "minutes": 5,
        "enough": 12,
    }
    assert form["skills"].value() == [Skill.objects.get(slug="graphic-design").pk]
    assert "What do you see first on our poster?" in page.text


def test_a_preview_shows_the_page_on_a_phone_and_saves_nothing(world, browser, asked):
    page = browser(world.marc).post(address(world), asked | {"preview": "1"}).text

    assert "phone__screen" in page
    assert "What we need</h3>" in page
    assert not Call.objects.filter(title=asked["title"]).exists()


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("us", "Cats.", "one whole sentence"),
        ("need", "", "required"),
        ("known", "x" * 1_201, "1200"),
        ("title", "", "required"),
        ("minutes", "7", "Select a valid choice"),
        ("need", "What will happen, when and where. If you have two or three names, give them.", "our hint"),
    ],
)
def test_bad_input_gets_a_sentence_and_keeps_the_rest(world, browser, asked, field, value, sentence):
    response = browser(world.marc).post(address(world), asked | {field: value})

    assert response.status_code == 422
    assert any(sentence in error for error in response.context["form"].errors[field])
    assert FACTS["result"] in response.text


def test_an_organization_must_give_a_fact_of_its_own(world, browser, asked):
    vague = {
        "us": "we help people",
        "need": "tell us what you think",
        "known": "not very much yet",
        "result": "we will see then",
    }
    response = browser(world.marc).post(address(world), asked | vague)

    assert "Give one fact of your own" in response.text
    assert browser(world.marc).post(address(world), asked | vague | {"known": "we asked 12 people"}).status_code == 302


# Likeness


@pytest.fixture
def borrowed(world, answers):
    """A call of another organization nearly word for word."""
    body = world.call("menu").body
    return answers | {"body": body.replace("soup", "stew"), "language": world.call("menu").language}


def test_a_text_that_is_nearly_anothers_is_shown_beside_it(world, browser, borrowed):
    client, own = browser(world.marc), reverse("calls:new", args=[world.organization("refuge").pk]).replace("/fr/", "/en/")
    response = client.post(own, borrowed)

    assert response.status_code == 422
    assert world.call("menu").body_html in response.text
    assert "nearly the same" in response.text
    assert client.post(own, borrowed | {"is_our_own": "on"}).status_code == 302


def test_an_organization_may_repeat_itself(world, browser, borrowed):
    owner = world.call("menu").organization
    address = reverse("calls:new", args=[owner.pk])
    assert browser(owner.members.first()).post(address, borrowed).status_code == 302


def test_what_nobody_else_published_is_like_nothing(world, browser, borrowed):
    Call.objects.filter(pk=world.call("menu").pk).update(state=Call.State.DRAFT)
    address = reverse("calls:new", args=[world.organization("refuge").pk])
    assert browser(world.marc).post(address, borrowed).status_code == 302


# Copying


def test_a_copy_is_a_new_draft_with_the_same_words(world, browser):
    call = world.call("slogans")
    response = browser(world.marc).post(reverse("calls:copy", args=[call.pk]))

    copy = Call.objects.latest("pk")
    assert response.url == reverse("calls:edit", args=[copy.pk])
    assert (copy.title, copy.body, copy.body_html) == (call.title, call.body, call.body_html)
    assert {*copy.skills.all()} == {*call.skills.all()}
    assert (copy.state, copy.author, copy.contribution_count) == (Call.State.DRAFT, world.marc, 0)
    assert not Revision.objects.filter(call=copy).exists()


def test_others_cannot_copy(world, browser):
    copy = reverse("calls:copy", args=[world.call("slogans").pk])
    assert browser(world.camille).post(copy).status_code == 404
    assert browser(world.marc).get(copy).status_code == 405
