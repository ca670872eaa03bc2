"""What a person shows of herself, and the way there from what she wrote."""

import pytest

from pyjama.contributions.models import Contribution
from pyjama.volunteers.actions import save_profile
from pyjama.volunteers.models import Profile


@pytest.fixture
def page(world):
    return f"/en/people/{world.camille.profile.pk}-camille/"


def test_an_open_profile_shows_what_she_says_and_what_she_gave_and_nothing_else(world, browser, page):
    text = browser().get(page).text

    assert "J’ai un chat borgne" in text
    assert 'href="https://camille-corrige.example.org/exemples" rel="ugc nofollow noopener"' in text
    assert '<meta name="robots" content="noindex">' in text
    assert world.camille.email not in text
    given = Contribution.objects.answers().filter(author=world.camille)
    assert all(contribution.get_absolute_url() in text for contribution in given)
    assert browser().get(page.replace("camille", "old-name")).url == page


def test_a_closed_profile_is_there_for_herself_alone(world, browser):
    page = world.amina.profile.get_absolute_url()

    assert browser().get(page).status_code == browser(world.sam).get(page).status_code == 404
    assert "Only you see this page" in browser(world.amina).get(page).text


def test_a_closed_account_has_no_page(world, browser, page):
    type(world.camille).objects.filter(pk=world.camille.pk).update(is_active=False)

    assert browser().get(page).status_code == 404


def test_her_name_leads_there_from_what_she_wrote_only_while_it_is_open(world, browser, page):
    call = world.call("slogans")
    thread = call.get_absolute_url()
    assert call.contributions.filter(author=world.camille).exists()

    assert f'<a href="{page}"><bdi>Camille</bdi></a>' in browser().get(thread).text
    Profile.objects.filter(person=world.camille).update(is_public=False)
    assert page not in browser().get(thread).text


def test_a_thread_of_people_with_profiles_costs_no_more(world, browser, django_assert_max_num_queries):
    thread = world.call("slogans").get_absolute_url()
    browser().get(thread)
    with django_assert_max_num_queries(20) as few:
        browser().get(thread)
    for contribution in world.call("slogans").contributions.select_related("author"):
        save_profile(person=contribution.author, skills=[], causes=[], body="Here.", is_public=True)
    with django_assert_max_num_queries(len(few)):
        browser().get(thread)
