"""A verified organization changes what was checked: it stays verified, and a moderator looks again."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from pyjama.core.templatetags.pyjama import plain
from pyjama.notifications.models import Kind
from pyjama.organizations.actions import edit_organization, verify_organization
from pyjama.organizations.models import Organization

NAME = "Bibliothèque du Port"


@pytest.fixture
def library(world, library):
    """The library, once it is verified."""
    verify_organization(organization=library, moderator=world.odile, checked=["number", "website"], version=1)
    world.odile.notifications.all().delete()
    return Organization.objects.get(pk=library.pk)


@pytest.fixture
def change(world, library):
    """A function: Camille saves the description with these changes."""

    def save(**fields):
        now = Organization.objects.get(pk=library.pk)
        return edit_organization(
            organization=now, editor=world.camille, version=now.version, causes=now.causes.all(), **fields
        )

    return save


def page(organization, act=""):
    return f"/en/organizations/{organization.pk}/verification/{act}"


def sent(organization, **fields):
    now = Organization.objects.get(pk=organization.pk)
    return {"version": now.version, "last_line": now.log.first().pk, **fields}


@pytest.mark.parametrize(
    ("changed", "looked_at_again"),
    [
        ({"name": NAME}, True),
        ({"website": "https://port.example"}, True),
        ({"charity_number": "987654324RR0001"}, True),
        ({"city": "Lévis"}, False),
        ({"website": ""}, False),
    ],
)
def test_a_new_name_website_or_number_is_looked_at_again_and_it_stays_verified(
    world, browser, library, fields, told, changed, looked_at_again
):
    kept = fields | {"version": 1, "website": "https://www.bibliotheque.example"}
    browser(world.camille).post(f"/en/organizations/{library.pk}/edit/", kept | changed)

    library.refresh_from_db()
    assert (library.is_verified, library.version) == (True, 2)
    assert bool(library.open_case) is looked_at_again
    assert told(Kind.ORGANIZATION_TO_VERIFY) == ({world.odile} if looked_at_again else set())


def test_the_moderator_sees_what_it_was_and_what_it_is(world, browser, library, change):
    change(name=NAME, website="https://port.example")
    odile = browser(world.odile)
    for address in (page(library), "/en/to-review/"):
        text = plain(odile.get(address).text)
        assert "Name · formerly Bibliothèque du Coin, now Bibliothèque du Port" in text
        assert "Website · formerly https://www.bibliotheque.example, now https://port.example" in text
    line = library.log.first()
    assert (line.kind, line.person) == ("changed", world.camille)
    assert line.facts["changes"][0] == ["name", "Bibliothèque du Coin", NAME]


def test_everybody_reads_which_name_was_checked_and_that_a_newer_one_is_being_looked_at(browser, library, change):
    text = browser().get(change(name=NAME).get_absolute_url(), follow=True).text
    assert "Name “Bibliothèque du Coin”: checked on" in text
    assert "Its name has changed since: a moderator is looking at the new one." in text
    assert "in the queue" not in text


def test_found_in_order_it_says_so_with_the_new_name(world, browser, library, change, told):
    decided_at = library.decided_at
    change(name=NAME)
    browser(world.odile).post(page(library), sent(library, checked=["number"]))

    library.refresh_from_db()
    assert (library.is_verified, library.open_case, library.decided_at) == (True, None, decided_at)
    assert library.checks.get(what="name").value == NAME
    assert library.checks.get(what="website").checked_at < library.checks.get(what="name").checked_at
    assert told(Kind.ORGANIZATION_VERIFIED) == {world.camille}
    assert "stays verified" in browser(world.camille).get("/en/notifications/").text


def test_a_new_website_alone_asks_for_a_look_at_the_website(world, browser, library, change):
    change(website="https://port.example")
    odile = browser(world.odile)
    response = odile.post(page(library), sent(library, checked=["number"]))
    assert (response.status_code, "look at it before you verify" in response.text) == (422, True)
    assert odile.post(page(library), sent(library, checked=["website"])).status_code == 302
    assert library.checks.get(what="website").value == "https://port.example"


def test_refused_it_is_verified_no_longer(world, browser, library, change):
    change(name="A bank")
    text = browser(world.odile).get(page(library)).text
    assert "its page and its calls are no longer public" in text
    browser(world.odile).post(page(library, "refuse/"), sent(library, reason="Nobody knows this name."))
    library.refresh_from_db()
    assert (library.status, library.open_case) == ("refused", None)
    assert browser().get(library.get_absolute_url()).status_code == 404


def test_refused_its_calls_are_public_no_longer(world, browser):
    refuge = world.organization("refuge")
    edit_organization(organization=refuge, editor=world.chloe, version=1, causes=refuge.causes.all(), name="A bank")
    addresses = [world.call(call).get_absolute_url() for call in ("slogans", "kittens")]
    assert [browser().get(address).status_code for address in addresses] == [200, 200]
    browser(world.odile).post(page(refuge, "refuse/"), sent(refuge, reason="Nobody knows this name."))

    for person, status in [(None, 404), (world.sam, 404), (world.marc, 200), (world.odile, 200)]:
        assert [browser(person).get(address).status_code for address in addresses] == [status, status]
    assert addresses[0] not in browser().get("/en/calls/").text


def test_two_changes_make_one_case_and_what_is_as_before_needs_no_look(world, library, change):
    change(name=NAME)
    change(name="Bibliothèque du Quai", website="https://quai.example")
    assert library.open_case.former == {"name": "Bibliothèque du Coin", "website": "https://www.bibliotheque.example"}
    change(name="Bibliothèque du Coin")
    assert {*library.open_case.former} == {"website"}
    change(website="https://www.bibliotheque.example")
    assert library.open_case is None
    assert library.log.filter(kind="changed").count() == 4


def test_a_website_that_is_changed_and_then_taken_away_leaves_nothing_to_decide(library, change):
    change(website="https://port.example")
    change(website="")
    assert library.open_case is None


def test_a_document_sent_meanwhile_is_read_though_the_name_is_as_it_was(world, browser, library, change):
    change(name=NAME)
    change(name="Bibliothèque du Coin", proof=SimpleUploadedFile("letters.pdf", b"%PDF-1.4"))
    assert library.open_case.former == {}
    odile = browser(world.odile)
    assert "Another document" in odile.get(page(library)).text
    assert odile.post(page(library), sent(library, checked=["website"])).status_code == 422
    assert odile.post(page(library), sent(library, checked=["proof"])).status_code == 302
    assert library.open_case is None


def test_a_verified_one_keeps_a_number_or_a_document(world, browser, library, fields):
    response = browser(world.camille).post(
        f"/en/organizations/{library.pk}/edit/", fields | {"version": 1, "charity_number": ""}
    )
    assert response.status_code == 422
    assert response.context["form"].errors.keys() == {"charity_number"}
