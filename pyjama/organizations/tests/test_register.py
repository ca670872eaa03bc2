"""Registering an organization."""

import pytest
from django.core.files.storage import default_storage
from django.urls import reverse

from pyjama.attachments.images import CREST_SIDE
from pyjama.attachments.models import Upload
from pyjama.attachments.tests.files import HTML, logo, picture, proof, upload
from pyjama.core.limits import LIMITS
from pyjama.notifications.models import Kind
from pyjama.organizations.models import Membership, Organization
from pyjama.topics.models import Cause

REGISTER = "/en/organizations/register/"


def errors(response):
    return {name: list(sentences) for name, sentences in response.context["form"].errors.items()}


def test_a_registered_organization_waits_with_its_owner_and_the_moderators_are_told(world, browser, fields, told):
    response = browser(world.camille).post(REGISTER, fields)

    organization = Organization.objects.get(name=fields["name"])
    assert response.url == organization.get_absolute_url()
    assert organization.is_waiting
    assert organization.website == "https://www.bibliotheque.example"
    assert [cause.slug for cause in organization.causes.all()] == ["education"]
    assert organization.memberships.get().person == world.camille
    assert organization.memberships.get().role == Membership.Role.OWNER
    assert told(Kind.ORGANIZATION_TO_VERIFY) == {world.odile}


def test_the_next_page_says_what_happens_now(world, browser, fields):
    camille = browser(world.camille)
    camille.post(REGISTER, fields)
    assert b"24 to 48 hours" in camille.get("/en/calls/").content


def test_a_visitor_signs_in_first_and_comes_back(world, browser):
    response = browser().get(REGISTER)
    assert response.status_code == 302
    assert response.url == f"{reverse('account_login')}?next={REGISTER}"
    assert browser(world.camille).get(REGISTER).status_code == 200


def test_a_logo_and_a_private_proof_are_kept_under_names_nobody_guesses(world, browser, fields):
    del fields["charity_number"]
    browser(world.camille).post(REGISTER, fields | {"logo": upload(picture(size=(200, 100)), "logo.png"), "proof": proof()})

    organization = Organization.objects.get(name=fields["name"])
    assert organization.logo.name.startswith("logos/")
    assert organization.logo.name.endswith(".webp")
    assert (organization.crest.width, organization.crest.height) == (CREST_SIDE, CREST_SIDE // 2)
    assert organization.proof.name.startswith("proofs/")
    assert "letters" not in organization.proof.name
    assert not default_storage.exists(organization.proof.name)
    assert Upload.objects.filter(person=world.camille).count() == 2


def test_a_form_cannot_set_what_it_does_not_show(world, browser, fields):
    smuggled = {
        "status": "verified",
        "decided_at": "2026-01-01",
        "version": "9",
        "members": world.sam.pk,
        "registered_at": "2020-01-01",
    }
    browser(world.camille).post(REGISTER, fields | smuggled)

    organization = Organization.objects.get(name=fields["name"])
    assert organization.is_waiting
    assert (organization.version, organization.decided_at) == (1, None)
    assert list(organization.members.all()) == [world.camille]
    assert organization.registered_at.year > 2025


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"name": " \u200b "}, "name"),
        ({"name": "x" * 121}, "name"),
        ({"name": "a\0b"}, "name"),
        ({"mission_fr": "", "mission_en": "\u200b"}, "mission_fr"),
        ({"mission_en": "x" * 1_001}, "mission_en"),
        ({"causes": []}, "causes"),
        ({"causes": [999_999]}, "causes"),
        ({"causes": [10**25]}, "causes"),
        ({"city": ""}, "city"),
        ({"province": ""}, "province"),
        ({"province": "XX"}, "province"),
        ({"website": "ftp://example.org"}, "website"),
        ({"website": "javascript:alert(1)"}, "website"),
        ({"website": "https://bank.example@evil.example"}, "website"),
        ({"website": "not an address"}, "website"),
        ({"charity_number": "123456789RR0001"}, "charity_number"),
        ({"charity_number": ""}, "charity_number"),
        ({"charity_number": "", "proof": upload(HTML, "proof.pdf")}, "proof"),
        ({"logo": upload(HTML, "logo.png")}, "logo"),
        ({"logo": upload(b"", "logo.png")}, "logo"),
    ],
)
def test_bad_input_has_a_sentence_beside_its_field_and_keeps_what_was_typed(world, browser, fields, wrong, field):
    response = browser(world.camille).post(REGISTER, fields | {"mission_en": "Books & coffee."} | wrong)

    assert response.status_code == 422
    assert list(errors(response)) == [field]
    kept = b"Des livres pour tous." if field != "mission_fr" else "Bibliothèque du Coin".encode()
    assert kept in response.content
    assert not Organization.objects.owned_by(world.camille).exists()
    assert not Upload.objects.filter(person=world.camille).exists()


def test_four_causes_are_one_too_many(world, browser, fields):
    causes = list(Cause.objects.values_list("pk", flat=True)[:4])
    response = browser(world.camille).post(REGISTER, fields | {"causes": causes})
    assert errors(response) == {"causes": ["Choose three causes at most: the ones you work for most."]}
    assert browser(world.camille).post(REGISTER, fields | {"causes": causes[:3]}).status_code == 302


def test_a_refused_form_says_that_its_files_must_be_chosen_again(world, browser, fields):
    response = browser(world.camille).post(REGISTER, fields | {"city": "", "logo": logo(), "proof": proof()})
    again = ["Choose this file once more: a browser does not keep it when a form comes back."]
    assert errors(response) | {"city": []} == {"city": [], "logo": again, "proof": again}


def test_every_language_and_direction_is_kept_as_typed(world, browser, fields):
    mission = "قهوة وكتب ☕ — « l’été » <b>&amp;</b>"
    browser(world.camille).post(REGISTER, fields | {"mission_en": mission})
    assert Organization.objects.get(name=fields["name"]).mission_en == mission


def test_a_name_hides_and_reorders_nothing(world, browser, fields):
    browser(world.camille).post(REGISTER, fields | {"name": "Croix\u202e  Verte\u2066"})
    assert Organization.objects.filter(name="Croix Verte").exists()


def test_sending_the_form_twice_registers_once(world, browser, fields):
    camille = browser(world.camille)
    camille.post(REGISTER, fields)
    response = camille.post(REGISTER, fields | {"logo": logo()})

    assert response.status_code == 422
    assert "already registered" in errors(response)["__all__"][0]
    assert "Choose this file once more" in errors(response)["logo"][0]
    assert Organization.objects.filter(name=fields["name"]).count() == 1


def test_registrations_are_limited_each_day(world, browser, fields):
    camille = browser(world.camille)
    names = [f"Library {number}" for number in range(LIMITS["registrations"].acts + 1)]
    answers = [camille.post(REGISTER, fields | {"name": name}).status_code for name in names]
    assert answers == [302] * LIMITS["registrations"].acts + [422]


def test_a_picture_of_a_phone_works_as_a_proof(world, browser, fields):
    del fields["charity_number"]
    scan = upload(picture("JPEG", (800, 600)), "IMG_0001.JPG")
    assert browser(world.camille).post(REGISTER, fields | {"proof": scan}).status_code == 302
