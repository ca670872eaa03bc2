"""What machines are told, key by key, whoever asks: a key that is not written here fails, and so does an answer without."""

import ast

import pytest
from django.urls import reverse

from pyjama.accounts.tests.passkeys import made_for
from tests.source import PYJAMA, nodes, rooms
from tests.subjects import suspended

pytestmark = pytest.mark.once

# The views whose answers are JSON, by file and name.
VIEWS = {
    *("accounts.PasskeySignInView.get", "core.manifest", "core.sender", "drafts.keep", "notifications.count"),
    *("operating.live", "operating.ready"),
}
CHECKS = {"database", "migrations", "disk", "counters", "worker", "outbox", "backup", "clock"}
DRAFT = {"text", "version", "at"}
MANIFEST = {
    *("id", "name", "short_name", "lang", "start_url", "scope", "display", "theme_color", "background_color", "icons"),
    *("dir", "description", "shortcuts"),
}
NEWS, PEOPLE = {"number", "words"}, ["visitor", "volunteer", "owner", "moderator", "operator", "suspended"]
PLACE = "pages:call/36"


@pytest.fixture
def browsers(world, browser):
    people = [None, world.sam, world.chloe, world.odile, world.theo, suspended(world.yasmine, world)]
    return {role: browser(person) for role, person in zip(PEOPLE, people, strict=True)}


def keys(answer, *path):
    """The keys (a set) of what was answered, within what stands at a path of keys."""
    found = answer.json()
    for key in path:
        found = found[key]
    return {*found}


def test_every_view_that_answers_in_json_is_asked_here():
    found = set()
    for path in rooms("views"):
        for top in nodes(path, ast.Module):
            for node in top.body:
                functions = node.body if isinstance(node, ast.ClassDef) else [node]
                for function in functions:
                    if isinstance(function, ast.FunctionDef) and "JsonResponse(" in ast.unparse(function):
                        within = f"{node.name}.{function.name}" if function is not node else function.name
                        found.add(f"{path.relative_to(PYJAMA).parts[0]}.{within}")
    assert found == VIEWS


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("operating:live", {"status"}),
        ("operating:ready", {"status", "checks"}),
        ("sender", {"person", "token"}),
        ("manifest", MANIFEST),
        ("mfa_login_webauthn", {"publicKey"}),
    ],
)
def test_everybody_is_told_the_same_things(browsers, address, expected):
    for role, client in browsers.items():
        answer = client.get(reverse(address))
        if answer.status_code == 302:
            assert (address, role != "visitor") == ("mfa_login_webauthn", True)
            continue
        assert keys(answer) == expected, role
        if address == "operating:ready":
            assert keys(answer, "checks") == CHECKS
            assert {*map(type, answer.json()["checks"].values())} == {str}
        if address == "sender":
            assert answer.json()["person"] in {"", client.session.get("_auth_user_id", "")}


def test_a_passkeys_riddle_names_nobody(world, browser):
    made_for(world.amina)
    riddle = browser().get(reverse("mfa_login_webauthn")).json()["publicKey"]
    assert {*riddle} - {"challenge", "rpId", "timeout", "userVerification", "allowCredentials"} == set()
    assert riddle["allowCredentials"] == []


def test_who_has_an_account_is_told_of_her_own_news_and_drafts_only(browsers):
    keep, count, see = (reverse(name) for name in ("drafts:keep", "notifications:count", "notifications:seen"))
    sent = {"place": PLACE, "name": "body", "text": "Hers.", "version": 0, "title": "Which?", "path": "/en/calls/36-which/"}
    for role, client in browsers.items():
        if role == "visitor":
            assert {client.get(keep).status_code, client.get(count).status_code, client.post(see).status_code} == {302}
            continue
        assert keys(client.get(count)) == keys(client.post(see, {"path": "/"})) == NEWS, role
        assert client.get(keep, {"place": PLACE}).json() == {}, role
        assert keys(client.post(keep, sent)) == DRAFT, role
        assert keys(client.get(keep, {"place": PLACE}), "body") == DRAFT, role
        assert keys(client.post(keep, sent | {"text": "Another.", "version": 99})) <= DRAFT | {"refusal"}, role


def test_a_draft_that_is_none_is_told_nothing(world, browser):
    client, keep = browser(world.sam), reverse("drafts:keep")
    assert client.post(keep, {"place": "a\x00b"}).json() == {}
