"""The moderators' queue against the goal, and what an applicant learns of it."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from pyjama.core import clock
from pyjama.organizations.actions import ask_organization
from pyjama.organizations.models import Case, Organization

QUEUE = "/en/to-review/"


@pytest.fixture
def empty(world):
    """Nobody else is waiting, and nothing was ever decided."""
    Case.objects.all().delete()


def aged(case, **age):
    """The case, waiting for so long."""
    Case.objects.filter(pk=case.pk).update(waiting_since=clock.now() - timedelta(**age))


@pytest.mark.parametrize(
    ("age", "words"),
    [
        ({"minutes": 59}, "less than an hour · in good time"),
        ({"hours": 6}, "6 hours · in good time"),
        ({"hours": 24}, "24 hours · due within the 48 hours"),
        ({"hours": 47, "minutes": 59}, "47 hours · due within the 48 hours"),
        ({"hours": 48, "minutes": 1}, "48 hours · late"),
    ],
)
def test_the_age_is_said_in_words(world, browser, empty, library, age, words):
    aged(library.open_case, **age)
    assert words in browser(world.odile).get(QUEUE).text


def test_the_oldest_is_first_and_what_waits_for_an_answer_stands_apart(world, browser):
    response = browser(world.odile).get(QUEUE)
    waiting = [case.organization.name for case in response.context["page"]]
    assert waiting == ["Les Tuques de secours", "Jardin de la Côte", "Radio Marée haute", "The Button Jar"]
    assert [case.organization.name for case in response.context["asked"]] == ["Les Grands-mères lectrices"]
    assert "the clock is paused" in response.text


def test_the_queue_costs_the_same_with_more_rows(world, browser, queries):
    odile = browser(world.odile)
    few = queries(lambda: odile.get(QUEUE))
    for number in range(4):
        more = Organization.objects.create(name=f"{number}", mission_fr="Aider.", city="Laval", province="QC")
        more.cases.create(reason="new", asked_at=clock.now() if number % 2 else None)
    assert queries(lambda: odile.get(QUEUE)) == few


@pytest.mark.parametrize("address", ["/en/my-space/", "organization"])
def test_an_applicant_sees_her_place_and_the_goal(world, browser, empty, library, address):
    first, second = library.open_case, world.organization("jardin").cases.create(reason="new")
    aged(second, hours=3)
    address = library.get_absolute_url() if address == "organization" else address
    camille = browser(world.camille)
    text = camille.get(address, follow=True).text
    assert "Yours is number 2 in the queue." in text
    assert "Our goal is a decision within 24 to 48 hours." in text
    aged(first, hours=4)
    assert "Yours is the next one" in camille.get(address, follow=True).text


def test_what_was_asked_of_her_is_there(world, browser, library):
    ask_organization(organization=library, moderator=world.odile, text="Who are you?")
    for address in ("/en/my-space/", library.get_absolute_url()):
        assert (
            "A moderator has a question, and waits for your answer" in browser(world.camille).get(address, follow=True).text
        )
    assert "A moderator has a question" not in browser(world.odile).get(library.get_absolute_url(), follow=True).text


def test_how_long_it_takes_is_what_the_last_decisions_took(world, browser, empty, library):
    start = clock.now() - timedelta(days=9)
    refuge = world.organization("refuge")
    for hours in (2, 4, 6, 50):
        refuge.cases.create(reason="new", waiting_since=start, decided_at=start + timedelta(hours=hours))
    assert Case.objects.usual_wait() is None
    refuge.cases.create(reason="new", waiting_since=start, decided_at=start + timedelta(hours=5))
    assert Case.objects.usual_wait() == timedelta(hours=5)

    text = browser(world.camille).get("/en/my-space/").text
    assert "Lately, half of the decisions took less than 5 h 00 min." in text


def test_my_space_costs_the_same_with_more_organizations(world, browser, library, queries):
    camille = browser(world.camille)
    few = queries(lambda: camille.get("/en/my-space/"))
    for number in range(3):
        more = Organization.objects.create(name=f"{number}", mission_fr="Aider.", city="Laval", province="QC")
        more.memberships.create(person=world.camille, role="owner")
        more.cases.create(reason="new")
    assert queries(lambda: camille.get("/en/my-space/")) == few


def test_one_organization_has_one_open_case(library):
    with pytest.raises(IntegrityError), transaction.atomic():
        library.cases.create(reason="changed")
