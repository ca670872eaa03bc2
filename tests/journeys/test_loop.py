"""The main job: a nonprofit asks, people answer, the nonprofit says what it changed, and everyone learns of it."""

from types import SimpleNamespace

import pytest
from playwright.sync_api import expect

from tests.journeys.hands import Keyboard, Mouse
from tests.journeys.story import LOOPS, OTHER

WORDS = {
    "fr": {
        "mission": "Nous réparons des vélos pour ceux qui n’en ont pas.",
        "title": "Quel nom pour notre atelier du samedi ?",
        "body": "On y répare des vélos, et on y boit du café.",
        "picture": "La façade de l’atelier, sans enseigne.",
        "answers": ["La Roue libre", "Chez les dérailleurs", "Le Petit Guidon"],
        "reply": "On adore, merci !",
        "outcome": "Notre atelier s’appelle La Roue libre ; l’enseigne est peinte.",
        "used": "a retenu votre contribution",
        "thanked": "vous remercie de votre contribution",
        "changed": "Ce que votre aide a changé",
    },
    "en": {
        "mission": "We fix bicycles for people who have none.",
        "title": "Which name for our Saturday workshop?",
        "body": "We fix bicycles there, and drink coffee.",
        "picture": "The front of the workshop, without a sign.",
        "answers": ["The Free Wheel", "Off the Chain", "Little Handlebar"],
        "reply": "We love it, thank you!",
        "outcome": "Our workshop is called The Free Wheel; the sign is painted.",
        "used": "used your contribution",
        "thanked": "thanks you for your contribution",
        "changed": "What your help changed",
    },
}


# How people act: each does in one loop with scripts what somebody of the same part does in the other without them.
KEYS, MOUSE, PLAIN = {"hands": Keyboard}, {"hands": Mouse}, {"hands": Mouse, "javascript": False}


@pytest.fixture
def cast(newcomer, member, number, ways):
    """An owner who signs up, three helpers who have just done so, one of them in the other language, and a moderator."""
    language = LOOPS[number]
    owner = newcomer(f"Rosalie {number}", language, email=f"rosalie.{number}@example.org", **ways["owner"])
    owner.ask_for_account()
    owner.enter_code()
    languages = {"ali": language, "maude": language, "wim": OTHER[language]}
    helpers = [member(f"{name}_{number}", speaks, **ways[name]) for name, speaks in languages.items()]
    return SimpleNamespace(owner=owner, helpers=helpers, moderator=member("odile", language, **ways["moderator"]))


@pytest.mark.parametrize(
    ("number", "ways"),
    [
        (1, {"owner": KEYS, "moderator": PLAIN, "ali": KEYS, "maude": PLAIN, "wim": MOUSE}),
        (2, {"owner": PLAIN, "moderator": KEYS, "ali": PLAIN, "maude": MOUSE, "wim": PLAIN}),
    ],
    ids=["fr", "en"],
)
def test_a_nonprofit_asks_people_answer_and_learn_what_it_changed(cast, number):
    words = WORDS[LOOPS[number]]
    call = ask(cast, words)
    given = answer(cast, words, call)
    conclude(cast.owner, words, given)

    learn_what_became_of_it(cast.helpers, words)
    for person in [cast.owner, *cast.helpers]:
        assert person.letters.unread_by(person.email) == []


def ask(cast, words):
    """Register, be verified, write a first call, have it reviewed: it is open. Returns its id."""
    owner, name = cast.owner, f"Vélos {cast.owner.name}"
    organization = owner.register_organization(name, words["mission"], "123456782 RR 0001")
    cast.moderator.verify(organization)
    call = owner.write_call(organization, words["title"], words["body"], words["picture"])
    owner.publish(call)
    cast.moderator.approve(call)

    owner.open(owner.receive(name).link)
    owner.sees(words["mission"])
    return call


def answer(cast, words, call):
    """Everybody contributes, the others find the first one useful, and its author gets a reply. Returns their ids."""
    given = []
    for helper, body in zip(cast.helpers, words["answers"], strict=True):
        helper.go_to_call(call)
        helper.sees_picture(words["picture"])
        given.append(helper.contribute(body, shows="" if given else body))
    cast.helpers[-1].sees_picture(words["answers"][0])
    for helper in cast.helpers[1:]:
        helper.vote(given[0])

    cast.owner.open(cast.owner.receive(words["title"]).link)
    cast.owner.reply(given[0], words["reply"])
    cast.owner.close(call)
    author = cast.helpers[0]
    author.open(author.receive(f"Vélos {cast.owner.name}").link)
    author.find(words["reply"])
    return given


def conclude(owner, words, given):
    """Credit, thank, tell: nothing less finishes the call."""
    owner.credit(given[0], "used")
    owner.fill(body=words["outcome"])
    owner.press("main [name=finish]")
    expect(owner.page.locator("main .notice[role=alert]")).to_be_visible()
    expect(owner.page.locator("main [name=body]")).to_have_value(words["outcome"])

    owner.press("main [name=thank]")
    expect(owner.page.locator("main [value=thanked]:checked")).to_have_count(len(given) - 1)
    owner.press("main [name=finish]")
    expect(owner.page.locator(".outcome")).to_contain_text(words["outcome"])


def learn_what_became_of_it(helpers, words):
    """Each helper has one letter, in her own language, with what became of hers; its button leads to the outcome."""
    for helper, credit in zip(helpers, ["used", "thanked", "thanked"], strict=True):
        own_words, letter = WORDS[helper.language], helper.receive(words["title"])
        assert own_words["changed"] in letter.subject
        assert letter.says(own_words[credit])
        assert letter.says(words["outcome"])
        assert letter.message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
        helper.open(letter.link)
        helper.sees(own_words["changed"])
        helper.sees(words["outcome"])

    helpers[0].go("karma:mine")
    expect(helpers[0].page.locator("header .minutes")).to_contain_text(str(1 + 2 + 25))
