"""The private proof of an organization."""

import pytest

from pyjama.attachments.documents import private_document
from pyjama.attachments.tests.files import pdf, picture, proof, upload

pytestmark = pytest.mark.once


@pytest.fixture
def refuge(world):
    """The refuge, with a proof."""
    organization = world.organization("refuge")
    organization.proof = private_document(proof())
    organization.save()
    yield organization
    organization.proof.delete(save=False)


def page(organization):
    return f"/en/organizations/{organization.pk}/proof/"


@pytest.mark.parametrize("name", ["chloe", "odile"])
def test_its_owners_and_the_moderators_download_it_and_nothing_in_it_can_act(world, browser, refuge, name):
    response = browser(getattr(world, name)).get(page(refuge))

    assert b"".join(response) == pdf()
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == 'attachment; filename="refuge-des-quatre-pattes.pdf"'
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert response["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize("name", ["amina", "marc", "ruth", "nadia", "theo"])
def test_others_find_nothing(world, browser, refuge, name):
    assert browser(getattr(world, name)).get(page(refuge)).status_code == 404


def test_a_visitor_signs_in_first(browser, refuge):
    assert browser().get(page(refuge)).status_code == 302


def test_a_former_owner_finds_nothing(world, browser, refuge):
    refuge.memberships.filter(person=world.chloe).delete()
    assert browser(world.chloe).get(page(refuge)).status_code == 404


def test_without_a_proof_there_is_nothing(world, browser):
    assert browser(world.odile).get(page(world.organization("harbour"))).status_code == 404


def test_a_proof_whose_file_is_lost_is_a_404(world, browser, refuge):
    refuge.proof.storage.delete(refuge.proof.name)
    assert browser(world.odile).get(page(refuge)).status_code == 404


def test_a_scan_comes_as_a_picture(world, browser, refuge):
    refuge.proof = private_document(upload(picture("JPEG"), "scan.jpg"))
    refuge.save()
    response = browser(world.odile).get(page(refuge))
    assert response["Content-Type"] == "image/webp"
    assert response["Content-Disposition"].startswith("attachment")


def test_it_is_only_read(world, browser, refuge):
    assert browser(world.chloe).post(page(refuge)).status_code == 405
