import pytest

from pyjama.accounts.models import User
from pyjama.core import clock
from pyjama.moderation.models import Item
from pyjama.volunteers.models import Profile, wishes_of

EDIT = "/en/my-space/profile/"


@pytest.fixture
def lise(world):
    """Somebody without a profile yet."""
    return world.lise


def said(**fields):
    return {"languages": ["fr"], "body": "Two *cats*.", "links": ""} | fields


def test_the_first_save_makes_a_profile_that_stays_closed(browser, lise):
    cause, skill = (field.related_model.objects.first() for field in (Profile.causes.field, Profile.skills.field))
    response = browser(lise).post(EDIT, said(causes=[cause.pk], skills=[skill.pk], minutes="15"))

    assert (response.status_code, response.url) == (302, EDIT)
    profile = Profile.objects.get(person=lise)
    assert "<em>cats</em>" in profile.body_html
    assert not profile.is_public
    assert wishes_of(lise) == {
        "minutes": 15,
        "causes": frozenset([cause.slug]),
        "skills": frozenset([skill.slug]),
        "languages": frozenset(["fr"]),
    }


def test_who_said_nothing_reads_the_language_of_her_pages(lise):
    assert wishes_of(lise) == {
        "minutes": None,
        "causes": frozenset(),
        "skills": frozenset(),
        "languages": frozenset(["fr"]),
    }


def test_links_are_addresses_one_a_line_and_each_once(browser, lise):
    browser(lise).post(EDIT, said(links=" www.example.org\nhttps://www.example.org\n\nhttp://example.com/a "))

    assert lise.profile.links == ["https://www.example.org", "http://example.com/a"]
    assert "https://www.example.org\nhttp://example.com/a" in browser(lise).get(EDIT).text


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"links": "www.example.org\njavascript:alert(1)"}, "“javascript:alert(1)” is no address"),
        ({"links": "https://me:secret@example.org"}, "is no address"),
        ({"links": "\n".join(f"www.example.org/{number}" for number in range(6))}, "Keep 5 links at most"),
        ({"body": "x" * 1_001}, "1000"),
        ({"minutes": "7"}, "Select a valid choice"),
        ({"languages": ["de"]}, "Choose among the languages"),
        ({"causes": ["10" * 30]}, "Select a valid choice"),
    ],
)
def test_bad_input_gets_a_sentence_and_keeps_what_was_typed(browser, lise, fields, sentence):
    response = browser(lise).post(EDIT, said(body="Kept words.") | fields)

    assert response.status_code == 422
    assert sentence in " ".join(error for errors in response.context["form"].errors.values() for error in errors)
    assert fields.get("body", "Kept words.") in response.text
    assert not Profile.objects.filter(person=lise).exists()


def test_the_first_link_of_a_newcomer_waits_for_a_moderator(browser, world, lise):
    browser(lise).post(EDIT, said(links="www.example.org", is_public="on"))
    assert browser().get(lise.profile.get_absolute_url()).status_code == 200

    new = User.objects.create(email="new@example.org", display_name="New", joined_at=clock.now(), language="en")
    browser(new).post(EDIT, said(is_public="on"))
    path = new.profile.get_absolute_url()
    assert browser().get(path).status_code == 200
    browser(new).post(EDIT, said(links="www.example.org", is_public="on"))
    assert [browser(person).get(path).status_code for person in (None, world.sam)] == [404, 404]
    assert "a moderator reads your page first" in browser(new).get(path).text
    item = Item.objects.open().get(author=new)
    browser(world.odile).post(item.get_absolute_url(), {"verb": "release", "ground": "other"})
    assert browser().get(path).status_code == 200
    browser(new).post(EDIT, said(links="www.example.org/again", is_public="on"))
    assert browser().get(path).status_code == 200
