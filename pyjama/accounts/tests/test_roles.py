"""A second step that a role asks for: without it one is a volunteer, and is told how to turn it on."""

import pytest
from allauth.mfa.webauthn.internal.auth import WebAuthn
from django.urls import reverse

from pyjama.accounts.checks import roles_are_known
from pyjama.accounts.tests.passkeys import made_for

ROLES = [
    ("odile", "moderators", "moderation:queue"),
    ("odile", "moderators", "pages:review"),
    ("theo", "operators", "admin:index"),
]


@pytest.mark.parametrize(("name", "role", "page"), ROLES)
def test_a_role_waits_for_its_second_step_and_the_volunteer_goes_on(world, browser, settings, name, role, page):
    person = getattr(world, name)
    client = browser(person)
    assert client.get(reverse(page)).status_code == 200
    settings.SECOND_STEP_REQUIRED_OF = [role]
    refused = client.get(reverse(page))
    assert refused.status_code == 403
    assert reverse("account_security") in refused.text
    for open_to_all in ("pages:home", "pages:mine", "account_security", "notifications:list"):
        assert client.get(reverse(open_to_all)).status_code == 200
    WebAuthn.add(person, "Hers", made_for(person))
    assert client.get(reverse(page)).status_code == 200


def test_an_owner_reads_on_keeps_what_she_typed_and_sends_once_she_has_one(world, browser, settings):
    settings.SECOND_STEP_REQUIRED_OF = ["owners"]
    client, team = browser(world.chloe), reverse("organizations:team", args=[world.organization("refuge").pk])
    invited = {"email": "somebody.new.to.invite@example.org", "role": "editor"}
    assert client.get(team).status_code == 200
    refused = client.post(team, invited)
    assert (refused.status_code, invited["email"] in refused.text) == (403, True)
    WebAuthn.add(world.chloe, "Hers", made_for(world.chloe))
    assert client.post(team, invited).status_code == 302


def test_whoever_has_no_such_role_is_asked_for_nothing(world, browser, settings):
    settings.SECOND_STEP_REQUIRED_OF = ["moderators", "operators"]
    assert browser(world.sam).get(reverse("moderation:queue")).status_code == 404
    assert browser().get(reverse("moderation:queue")).status_code == 302


def test_a_role_that_is_misspelt_is_said(settings):
    settings.SECOND_STEP_REQUIRED_OF = ["moderators", "owner"]
    [error] = roles_are_known(None)
    assert "owner" in error.msg
