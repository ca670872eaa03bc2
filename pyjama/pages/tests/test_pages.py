from datetime import timedelta

import pytest

from pyjama.calls.models import Call
from pyjama.core import clock


def test_the_root_leads_to_the_readers_language(world, browser):
    assert browser().get("/", headers={"Accept-Language": "en-CA,en;q=0.8"}).url == "/en/"
    assert browser().get("/", headers={"Accept-Language": "fr-CA"}).url == "/fr/"
    assert browser().get("/", headers={"Accept-Language": "de"}).url == "/fr/"
    assert browser(world.ruth).get("/", headers={"Accept-Language": "fr"}).url == "/en/"


@pytest.mark.parametrize("language", ["fr", "en"])
def test_home_shows_calls_that_wait_for_a_hand(world, browser, language):
    response = browser().get(f"/{language}/")

    assert f'<html lang="{language}-CA">' in response.text
    assert response.context["matches"]


def test_the_language_switch_stays_on_the_page(world, browser):
    call = world.call("slogans")
    page = browser().get(f"/en/calls/{call.pk}-{call.slug}/?page=1").text

    french = page.split('hreflang="fr-CA" href="')[1].split('"')[0]
    assert french.startswith("http")
    assert browser().get(french).status_code == 200
    assert f"{call.pk}-{call.slug}/?page=1" in french


def test_an_organization_shows_its_public_calls_and_its_own_people_see_drafts(world, browser):
    organization = world.organization("refuge")
    address = f"/en/organizations/{organization.pk}-{organization.slug}/"

    assert world.call("slogans").title in browser().get(address).text
    assert world.call("poster").title not in browser().get(address).text
    assert world.call("poster").title in browser(world.marc).get(address).text
    assert browser().get(f"/en/organizations/{organization.pk}-old-name/").url == address


@pytest.mark.parametrize("name", ["jardin", "club"])
def test_an_organization_that_is_not_verified_is_seen_by_its_people_only(world, browser, name):
    organization = world.organization(name)
    address = f"/en/organizations/{organization.pk}-{organization.slug}/"
    owner = organization.members.first()

    assert browser().get(address).status_code == 404
    assert browser(world.camille).get(address).status_code == 404
    assert browser(owner).get(address).status_code == 200
    assert browser(world.odile).get(address).status_code == 200


def test_my_space_is_my_own(world, browser):
    page = browser(world.chloe).get("/en/my-space/").text

    assert world.organization("refuge").name in page
    assert world.organization("harbour").name not in page
    assert browser().get("/en/my-space/").status_code == 302


def test_what_waits_for_review_is_for_moderators(world, browser):
    assert world.organization("jardin").name in browser(world.odile).get("/en/to-review/").text
    assert browser(world.chloe).get("/en/to-review/").status_code == 404
    assert browser().get("/en/to-review/").status_code == 302


@pytest.mark.parametrize("name", ["home", "mine", "organization", "review"])
def test_a_page_costs_the_same_with_many_rows(world, browser, django_assert_max_num_queries, name):
    organization = world.organization("refuge")
    paths = {
        "mine": "my-space/",
        "review": "to-review/",
        "organization": f"organizations/{organization.pk}-{organization.slug}/",
    }
    reader, path = browser(world.odile if name == "review" else world.chloe), f"/en/{paths.get(name, '')}"
    reader.get(path)

    with django_assert_max_num_queries(20) as few:
        reader.get(path)
    for state in ["open", "review"] * 6:
        call = Call(
            organization=organization,
            author=world.chloe,
            language="fr",
            state=state,
            closes_at=clock.now() + timedelta(days=5),
            published_at=clock.now(),
        )
        call.write(title="Un de plus", body="Encore un.")
        call.save()
    with django_assert_max_num_queries(len(few)):
        reader.get(path)
