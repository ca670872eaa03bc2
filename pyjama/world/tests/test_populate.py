"""The crowd: as many as asked for, alike each time, and whole: the pages work with it."""

from io import StringIO
from random import Random

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from django.db.models import Count, F, Q, Sum
from django.urls import reverse

from pyjama.accounts.models import User
from pyjama.calls.models import Call
from pyjama.contributions.models import Contribution
from pyjama.karma.models import MOST_USEFUL_VOTES, Entry, Reason
from pyjama.notifications.models import Notification
from pyjama.organizations.models import Organization
from pyjama.world.crowd.size import LONGEST_THREAD, MOST_CALLS, Size, shares

SMALL = {"volunteers": 60, "organizations": 5, "calls": 30, "contributions": 400}
MODELS = {"volunteers": User, "organizations": Organization, "calls": Call, "contributions": Contribution}


def populate(**size):
    """What the command says, and the rows it added: a str and a dict of querysets."""
    last = {noun: model.objects.latest("pk").pk for noun, model in MODELS.items()}
    said = StringIO()
    call_command("populate", **SMALL | size, stdout=said)
    return said.getvalue(), {noun: model.objects.filter(pk__gt=last[noun]) for noun, model in MODELS.items()}


@pytest.fixture
def crowd(world):
    return populate()[1]


def test_as_many_come_as_were_asked_for(world):
    said, crowd = populate()
    assert {noun: rows.count() for noun, rows in crowd.items()} == SMALL
    assert "400 contributions" in said
    assert {*crowd["volunteers"].values_list("language", flat=True)} == {"fr", "en"}


def test_the_same_crowd_comes_each_time(world):
    said = ["call__title", "author__display_name", "body", "credit", "useful_count"]
    seen = []
    for _time in range(2):
        with transaction.atomic():
            seen.append([*populate()[1]["contributions"].order_by("pk").values_list(*said)])
            transaction.set_rollback(True)
    assert seen[0] == seen[1]


def test_a_second_crowd_is_refused(crowd):
    with pytest.raises(CommandError, match="already"):
        populate()


def test_what_is_counted_beside_a_row_is_what_is_there(crowd):
    answers = Count("contributions", filter=Q(contributions__parent=None))
    assert not crowd["calls"].annotate(number=answers).exclude(contribution_count=F("number")).exists()
    votes = crowd["contributions"].annotate(number=Count("useful_votes"))
    assert not votes.exclude(useful_count=F("number")).exists()
    finished = crowd["organizations"].annotate(number=Count("calls", filter=Q(calls__state="finished")))
    assert not finished.exclude(calls_finished=F("number")).exists()


def test_its_karma_keeps_the_rules(crowd):
    entries = Entry.objects.filter(object_id__in=crowd["contributions"].values("pk"))
    answers = crowd["contributions"].filter(parent=None)
    assert entries.filter(reason=Reason.CONTRIBUTED).count() == answers.count()
    by_votes = entries.filter(reason=Reason.USEFUL).order_by().values("object_id").annotate(points=Sum("points"))
    assert max(row["points"] for row in by_votes) <= MOST_USEFUL_VOTES


def test_its_calls_keep_the_promises(crowd):
    assert not crowd["calls"].filter(state="finished", outcome=None).exists()
    assert not crowd["calls"].filter(state="finished", contributions__parent=None, contributions__credit="").exists()
    waiting = crowd["organizations"].annotate(number=Count("calls", filter=Q(calls__state="sorting")))
    assert max(waiting.values_list("number", flat=True)) <= 2


def test_every_page_works_with_it(crowd, browser):
    owner = crowd["organizations"].first().members.first()
    reader = Notification.objects.filter(recipient__in=crowd["volunteers"]).latest("pk").recipient
    busiest = crowd["calls"].order_by("-contribution_count").first()
    pages = [
        busiest.get_absolute_url(),
        busiest.organization.get_absolute_url(),
        reverse("pages:home"),
        reverse("pages:calls"),
    ]
    for person in (None, owner, reader):
        assert {browser(person).get(page).status_code for page in pages} == {200}
    assert browser(reader).get(reverse("notifications:list")).status_code == 200
    assert browser(reader).get(reverse("karma:mine")).status_code == 200


def test_people_who_come_after_it_have_numbers_of_their_own(crowd):
    newest = crowd["volunteers"].latest("pk")
    assert User.objects.create(email="after@example.org", display_name="After").pk > newest.pk


def test_few_threads_are_huge_and_most_are_small():
    received = sorted(Size(10_000, 450, 5_000, 100_000).contributions_of_calls())
    assert sum(received) == 100_000
    assert received[-1] == LONGEST_THREAD
    assert received[len(received) // 2] < 10
    assert max(Size(10_000, 450, 5_000, 100_000).calls_of_organizations()) <= MOST_CALLS


@pytest.mark.parametrize(("whole", "number", "most"), [(0, 3, 5), (1, 3, 5), (15, 3, 5), (16, 3, 5), (7, 1, 2)])
def test_nothing_is_lost_when_it_is_divided(whole, number, most):

    parts = shares(whole, number, Random(1), steepness=1, most=most)  # noqa: S311
    assert (sum(parts), len(parts)) == (whole, number)
    assert max(parts) <= max(most, -(-whole // number))


@pytest.mark.parametrize("size", [{"volunteers": 0}, {"organizations": 0}, {"calls": 0}, {"contributions": -1}])
def test_a_crowd_of_nobody_is_refused(world, size):
    with pytest.raises(CommandError):
        populate(**size)


def test_a_site_with_people_is_left_alone(world, settings):
    settings.DEMO = False
    with pytest.raises(CommandError):
        populate()
