"""Changing what an organization says of itself."""

import pytest
from django.core.files.storage import default_storage, storages

from pyjama.attachments.tests.files import logo, pdf, proof, upload
from pyjama.core.refusals import Overtaken
from pyjama.notifications.models import Kind
from pyjama.organizations.actions import edit_organization, refuse_organization, verify_organization
from pyjama.organizations.models import Organization


def page(organization):
    return f"/en/organizations/{organization.pk}/edit/"


@pytest.fixture
def edited(fields):
    """What the edit form sends when nothing is changed, for version 1."""
    return fields | {"version": 1}


def test_an_owner_changes_the_description(world, browser, library, edited):
    response = browser(world.camille).post(page(library), edited | {"mission_en": "Books for all.", "city": "Lévis"})

    library.refresh_from_db()
    assert response.url == library.get_absolute_url()
    assert (library.mission_en, library.city, library.version) == ("Books for all.", "Lévis", 2)
    assert library.is_waiting


def test_the_form_comes_filled(world, browser, library):
    content = browser(world.camille).get(page(library)).content.decode()
    assert "Des livres pour tous." in content
    assert "123456782RR0001" in content


@pytest.mark.parametrize("name", ["amina", "ruth", "odile", "marc", "theo"])
def test_only_its_owners_find_the_page(world, browser, name):
    organization = world.organization("refuge")
    person = browser(getattr(world, name))
    assert person.get(page(organization)).status_code == 404
    assert person.post(page(organization), {"name": "Mine"}).status_code == 404


def test_a_visitor_signs_in_first(world, browser):
    assert browser().get(page(world.organization("refuge"))).status_code == 302
    assert browser().post(page(world.organization("archives")), {"name": "Mine"}).status_code == 302


def test_bad_input_keeps_what_was_typed_and_changes_nothing(world, browser, library, edited):
    response = browser(world.camille).post(page(library), edited | {"name": "", "city": "Lévis"})
    assert response.status_code == 422
    assert "Lévis" in response.content.decode()
    library.refresh_from_db()
    assert library.city == "Québec"


def test_a_refused_one_waits_again_when_it_is_edited(world, browser, library, edited, told):
    refuse_organization(organization=library, moderator=world.odile, reason="Your number is unknown.", version=1)
    assert b"Your number is unknown." in browser(world.camille).get(page(library)).content

    browser(world.camille).post(page(library), edited | {"proof": proof()})

    library.refresh_from_db()
    assert library.is_waiting
    assert (library.refusal, library.decided_by, library.decided_at) == ("", None, None)
    assert library.open_case.reason == "again"
    assert library.log.get(kind="refused").text == "Your number is unknown."
    assert told(Kind.ORGANIZATION_TO_VERIFY) == {world.odile}


def test_a_document_that_was_checked_stays(world, browser, library, edited):
    verify_organization(organization=library, moderator=world.odile, checked=["number"], version=1)
    browser(world.camille).post(page(library), edited | {"proof": proof()})
    library.refresh_from_db()
    assert (library.version, library.proof.name) == (2, "")


def test_a_new_file_takes_the_place_of_the_former_one(world, browser, library, edited, django_capture_on_commit_callbacks):
    camille = browser(world.camille)
    with django_capture_on_commit_callbacks(execute=True):
        camille.post(page(library), edited | {"logo": logo(), "proof": proof()})
    first = Organization.objects.get(pk=library.pk)
    with django_capture_on_commit_callbacks(execute=True):
        camille.post(page(library), edited | {"version": 2, "logo": logo(), "proof": upload(pdf(b"2"), "b.pdf")})
    second = Organization.objects.get(pk=library.pk)

    assert not default_storage.exists(first.logo.name)
    assert not storages["private"].exists(first.proof.name)
    assert default_storage.exists(second.logo.name)
    assert [default_storage.exists(each.crest.name) for each in (first, second)] == [False, True]
    assert second.proof.read() == pdf(b"2")


def test_files_stay_when_none_is_sent_and_go_when_asked(world, browser, library, edited, django_capture_on_commit_callbacks):
    camille = browser(world.camille)
    camille.post(page(library), edited | {"logo": logo()})
    camille.post(page(library), edited | {"version": 2})
    kept = Organization.objects.get(pk=library.pk).logo.name
    assert kept
    with django_capture_on_commit_callbacks(execute=True):
        camille.post(page(library), edited | {"version": 3, "logo-clear": "on"})

    assert Organization.objects.get(pk=library.pk).logo.name == ""
    assert Organization.objects.get(pk=library.pk).crest.name == ""
    assert not default_storage.exists(kept)


def test_the_page_gives_no_address_for_a_private_file(world, browser, library, edited):
    camille = browser(world.camille)
    camille.post(page(library), edited | {"proof": proof()})
    assert b"proofs/" not in camille.get(page(library)).content


def test_the_second_of_two_owners_who_save_at_once_sees_both_texts(world, browser, library, edited):
    browser(world.camille).post(page(library), edited | {"mission_fr": "Le texte de la première."})
    response = browser(world.camille).post(page(library), edited | {"mission_fr": "Le texte de la seconde."})

    assert response.status_code == 422
    content = response.content.decode()
    assert "Le texte de la première." in content
    assert "Le texte de la seconde." in content
    assert 'name="version" value="2"' in content
    library.refresh_from_db()
    assert library.mission_fr == "Le texte de la première."


def test_a_document_sent_while_a_moderator_verifies_does_not_replace_what_she_saw(world, library):
    verify_organization(organization=library, moderator=world.odile, checked=["number"], version=1)
    with pytest.raises(Overtaken):
        edit_organization(
            organization=library, editor=world.camille, version=1, causes=library.causes.all(), name=library.name, proof=""
        )
