import uuid
from threading import Barrier, Thread

import pytest
from django.db import connection
from django.urls import reverse

from pyjama.contributions.actions import post_contribution, vote_useful, withdraw_contribution
from pyjama.contributions.models import Contribution
from pyjama.karma.models import Reason


@pytest.fixture
def contribution(world):
    return post_contribution(
        call=world.call("menu"), author=world.sam, body="Call it Ladle.", language="en", submission_key=uuid.uuid4()
    )


@pytest.fixture
def address(contribution):
    return reverse("contributions:useful", args=[contribution.pk])


def earned(world, contribution):
    return world.sam.karma_entries.filter(reason=Reason.USEFUL, object_id=contribution.pk).total()


def test_a_vote_counts_once_and_can_be_taken_back(world, browser, contribution, address):
    reader = browser(world.lise)
    assert reader.post(address).url == contribution.get_absolute_url()
    reader.post(address)
    assert Contribution.objects.get(pk=contribution.pk).useful_count == 1
    assert earned(world, contribution) == 1

    reader.post(address, {"take_back": "1"})
    reader.post(address, {"take_back": "1"})
    assert Contribution.objects.get(pk=contribution.pk).useful_count == 0
    assert earned(world, contribution) == 0

    reader.post(address)
    assert earned(world, contribution) == 1


def test_a_vote_from_the_page_brings_the_foot_alone(world, browser, contribution, address):
    reader = browser(world.lise)
    response = reader.post(address, headers={"HX-Request": "true"})
    assert (response["HX-Retarget"], response["HX-Reswap"]) == (f"#foot-{contribution.pk}", "innerHTML")
    assert 'name="take_back"' in response.text
    assert "· 1</button>" in response.text
    assert 'aria-pressed="true"' in response.text
    assert "contribution__body" not in response.text
    assert 'form="useful"' in reader.get(contribution.call.get_absolute_url()).text


def test_a_vote_on_ones_own_is_refused_kindly(world, browser, contribution, address):
    response = browser(world.sam).post(address.replace("/fr/", "/en/"))

    assert response.status_code == 409
    assert "This contribution is yours" in response.text
    assert Contribution.objects.get(pk=contribution.pk).useful_count == 0


def test_a_withdrawn_contribution_takes_no_votes(world, browser, contribution, address):
    withdraw_contribution(contribution=contribution)
    assert browser(world.lise).post(address).status_code == 404


def test_a_vote_is_not_a_link(world, browser, address):
    assert browser(world.lise).get(address).status_code == 405
    assert browser().post(address).status_code == 302


@pytest.mark.django_db(transaction=True)
def test_votes_that_meet_are_all_counted(world, contribution):
    voters = [world.lise, world.camille, world.amina, world.jean_philippe]
    start = Barrier(len(voters))

    def vote(voter):
        start.wait()
        vote_useful(contribution=contribution, voter=voter)
        connection.close()

    votes = [Thread(target=vote, args=[voter]) for voter in voters]
    [each.start() for each in votes]
    [each.join() for each in votes]
    assert Contribution.objects.get(pk=contribution.pk).useful_count == len(voters)
    assert earned(world, contribution) == len(voters)
