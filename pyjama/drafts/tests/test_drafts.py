"""What was typed and not sent: kept as it is typed, shared by a person's devices, forgotten once it was sent."""

import re
import uuid
from datetime import timedelta

import pytest
from django.urls import reverse

from pyjama.core import clock
from pyjama.drafts.actions import forget_drafts, forget_old_drafts, keep_draft
from pyjama.drafts.models import Draft

KEEP, LIST = "/en/drafts/keep/", "/en/drafts/"


def typed(**fields):
    """What a device sends while somebody types."""
    draft = {"place": "pages:call/36", "name": "body", "text": "Half a thought", "version": 0}
    return draft | {"title": "Which name?", "path": "/en/calls/36-which-name/"} | fields


@pytest.fixture(autouse=True)
def nothing_begun(db):
    """Here everything is finished, at first."""
    Draft.objects.all().delete()


@pytest.fixture
def amina(world, browser):
    return browser(world.amina)


# Keeping


def test_what_is_typed_is_there_on_another_device(world, browser, amina):
    version = amina.post(KEEP, typed()).json()["version"]
    assert amina.post(KEEP, typed(text="  Half a thought, and\n", version=version)).json()["version"] == version + 1

    kept = browser(world.amina).get(KEEP, {"place": "pages:call/36"}).json()
    assert {name: (draft["text"], draft["version"]) for name, draft in kept.items()} == {
        "body": ("  Half a thought, and\n", version + 1)
    }
    assert browser(world.sam).get(KEEP, {"place": "pages:call/36"}).json() == {}


def test_another_window_is_not_overwritten(amina):
    amina.post(KEEP, typed(text="The first window"))
    response = amina.post(KEEP, typed(text="The second window"))
    assert (response.status_code, response.json()["text"]) == (409, "The first window")
    assert Draft.objects.get(place="pages:call/36").text == "The first window"
    assert amina.post(KEEP, typed(text="The second window", version=response.json()["version"])).status_code == 200


def test_who_knew_a_draft_that_was_sent_does_not_overwrite_the_next_one(world, amina):
    former = amina.post(KEEP, typed()).json()["version"]
    forget_drafts(person=world.amina, place="pages:call/36")
    amina.post(KEEP, typed(text="The next thought"))
    assert amina.post(KEEP, typed(text="Half a thought, continued", version=former)).status_code == 409


def test_the_same_text_in_two_windows_is_no_conflict(amina):
    amina.post(KEEP, typed())
    assert amina.post(KEEP, typed()).status_code == 200


def test_an_empty_field_keeps_nothing(amina):
    version = amina.post(KEEP, typed()).json()["version"]
    assert amina.post(KEEP, typed(text="", version=version)).json() == {"version": 0}
    assert not Draft.objects.exists()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("text", "x" * 10_001),
        ("text", "a\x00b"),
        ("place", ""),
        ("place", "é"),
        ("place", "a" * 121),
        ("name", "a b"),
        ("version", "-1"),
        ("version", "9" * 30),
        ("path", "https://elsewhere.example.org/"),
        ("path", "//elsewhere.example.org/"),
        ("path", "javascript:alert(1)"),
    ],
)
def test_nonsense_is_not_kept(amina, field, value):
    assert amina.post(KEEP, typed(**{field: value})).status_code == 422
    assert not Draft.objects.exists()


def test_a_place_that_cannot_be_has_nothing(amina):
    assert amina.get(KEEP, {"place": "a\x00b"}).json() == {}


def test_fifty_drafts_wait_at_most(amina):
    versions = [amina.post(KEEP, typed(place=f"pages:call/{number}")).json()["version"] for number in range(50)]
    response = amina.post(KEEP, typed(place="pages:call/50"))
    assert (response.status_code, "Fifty drafts" in response.json()["refusal"]) == (422, True)
    assert amina.post(KEEP, typed(place="pages:call/49", text="Longer", version=versions[49])).status_code == 200


def test_two_months_later_it_is_erased(world, at, amina):
    with at(clock.now() - timedelta(days=61)):
        keep_draft(person=world.amina, **typed(place="pages:call/1"))
    with at(clock.now() - timedelta(days=59)):
        keep_draft(person=world.amina, **typed(place="pages:call/2"))
    forget_old_drafts()
    assert [draft.place for draft in Draft.objects.all()] == ["pages:call/2"]


# Sending


def answer(world, **fields):
    call = world.call("menu")
    sent = {
        "body": "A whole thought",
        "language": "en",
        "submission_key": uuid.uuid4(),
        "draft_place": f"pages:call/{call.pk}",
    }
    return f"/en/calls/{call.pk}-{call.slug}/", sent | fields


def test_what_was_sent_is_forgotten_here_and_on_the_device(world, amina):
    page, sent = answer(world)
    amina.post(KEEP, typed(place=sent["draft_place"]))
    amina.post(KEEP, typed(place="pages:call/9999"))
    response = amina.post(page, sent)

    assert response.cookies["sent"].value == sent["draft_place"].replace(":", "%3A").replace("/", "%2F")
    assert [draft.place for draft in Draft.objects.all()] == ["pages:call/9999"]


def test_what_was_refused_is_kept(world, amina):
    page, sent = answer(world, body="")
    amina.post(KEEP, typed(place=sent["draft_place"]))
    response = amina.post(page, sent)
    assert response.status_code == 422
    assert "sent" not in response.cookies
    assert Draft.objects.count() == 1


def test_what_led_to_sign_in_is_kept_on_the_device(world, browser):
    contribution = world.call("menu").contributions.answers().first()
    address = reverse("contributions:reply", args=[contribution.pk])
    response = browser().post(address, {"body": "Hello", "draft_place": f"contributions:reply/{contribution.pk}"})
    assert response.status_code == 302
    assert "sent" not in response.cookies


def test_what_no_script_kept_is_given_back_to_who_is_signed_out(world, browser):
    contribution = world.call("menu").contributions.answers().first()
    address = reverse("contributions:reply", args=[contribution.pk])
    response = browser().post(address, {"body": "A long thought, at last written down."})
    assert response.status_code == 409
    assert "A long thought, at last written down.</textarea>" in response.text
    assert browser().post(address).status_code == 302


def test_the_place_of_a_form_is_not_given_back_as_a_text(world, amina):
    own = world.amina.contributions.standing().first()
    sent = {"body": "A long thought, at last written down.", "draft_place": "contributions:reply/1000000"}
    response = amina.post(reverse("contributions:useful", args=[own.pk]), sent)
    assert "A long thought, at last written down.</textarea>" in response.text
    assert "contributions:reply/1000000" not in response.text


@pytest.mark.parametrize("place", ["a\x00b", "é", "x" * 200, ""])
def test_a_place_of_nonsense_does_no_harm(world, amina, place):
    page, sent = answer(world, draft_place=place)
    response = amina.post(page, sent)
    assert response.status_code == 302
    assert "sent" not in response.cookies


def test_signing_out_empties_the_device_and_keeps_what_is_on_the_server(amina):
    amina.post(KEEP, typed())
    assert re.search(r'name="draft_place" value="\*[0-9a-f]{20}"', amina.get("/en/account/sign-out/").text)
    assert amina.post("/en/account/sign-out/", {"draft_place": "*"}).cookies["sent"].value == "*"
    assert Draft.objects.count() == 1


# The list


def test_drafts_are_listed_continued_and_thrown_away(world, browser, amina):
    amina.post(KEEP, typed(text="Half a thought, " * 20 + "to be continued"))
    amina.post(KEEP, typed(name="links", text="www.example.org"))
    page = amina.get(LIST).text
    assert len(re.findall(r'href="/en/calls/36-which-name/"><bdi>Which name\?', page)) == 1
    assert "to be continued" in page
    assert "www.example.org" in page
    draft, place = Draft.objects.first(), {"draft_place": "pages:call/36"}
    assert browser(world.sam).post(f"{LIST}{draft.pk}/throw-away/", place).status_code == 404
    assert 'name="draft_place" value="pages:call/36"' in page
    response = amina.post(f"{LIST}{draft.pk}/throw-away/", place)
    assert (response.url, response.cookies["sent"].value) == (LIST, "pages%3Acall%2F36")
    assert "Nothing is half written" in amina.get(LIST).text


def test_a_visitor_is_shown_what_her_device_has(browser):
    assert "<drafts-here>" in browser().get(LIST).text


# Places


def test_a_form_has_one_place_in_both_languages(world, amina):
    call = world.call("menu")
    for address in (f"/en/calls/{call.pk}-{call.slug}/", f"/fr/appels/{call.pk}-{call.slug}/"):
        assert f'data-place="pages:call/{call.pk}"' in amina.get(address).text
    for path in (f"/en/calls/{world.call('poster').pk}/edit/", f"/fr/appels/{world.call('poster').pk}/modifier/"):
        assert f'place="calls:edit/{world.call("poster").pk}"' in browser_of(world, amina, path)


def browser_of(world, client, path):
    client.force_login(world.chloe)
    return client.get(path).text


def test_an_address_with_a_secret_keeps_nothing(browser):
    assert "<keep-drafts" not in browser().get("/en/contributions/publish/x/").text
