"""The crowd: as many as asked for, alike each time, and whole: the pages work with it."""

from collections import Counter
from datetime import UTC, datetime
from hashlib import sha256
from io import StringIO
from random import Random

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.db.models import Count, F, Q, Sum
from django.urls import reverse

from pyjama.accounts.models import User
from pyjama.calls.models import Call
from pyjama.contributions.models import Contribution, UsefulVote
from pyjama.contributions.record import renew_record
from pyjama.core import clock
from pyjama.core.rich_text import to_html
from pyjama.karma.models import MOST_USEFUL_VOTES, Entry, Reason
from pyjama.notifications.models import Notification
from pyjama.organizations.models import Organization
from pyjama.world.crowd.size import LONGEST_THREAD, MOST_CALLS, Size, shares
from pyjama.world.crowd.tables import Tables
from pyjama.world.crowd.threads import EARNS

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


def test_the_same_rows_come_each_time(world):
    seen = []
    for _time in range(2):
        with transaction.atomic(), clock.at(datetime(2026, 11, 20, 12, tzinfo=UTC)):
            populate()
            rows = (row for table in Tables() for row in table.model._base_manager.order_by("pk").values_list())
            seen.append(sha256(repr([*rows]).encode()).hexdigest())
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


def test_the_record_of_an_organization_is_what_its_actions_would_have_kept(crowd):
    record = ["pk", "calls_finished", "calls_lapsed", "reaction_hours"]
    before = [*crowd["organizations"].order_by("pk").values_list(*record)]
    for organization in crowd["organizations"]:
        renew_record(organization)
    assert [*crowd["organizations"].order_by("pk").values_list(*record)] == before
    assert any(hours for *_counts, hours in before)


def test_its_karma_keeps_the_rules(crowd):
    entries = Entry.objects.filter(object_id__in=crowd["contributions"].values("pk")).order_by()
    answers = crowd["contributions"].answers()
    by_reason = Counter(entries.values_list("reason", flat=True))
    assert by_reason[Reason.CONTRIBUTED] == answers.count()
    assert {credit: by_reason[EARNS[credit]] for credit in EARNS} == {
        credit: answers.filter(credit=credit).count() for credit in EARNS
    }
    by_votes = entries.filter(reason=Reason.USEFUL)
    assert max(row["points"] for row in by_votes.values("object_id").annotate(points=Sum("points"))) <= MOST_USEFUL_VOTES
    assert not entries.filter(giver=F("person")).exists()


def test_nobody_does_what_an_action_refuses(crowd):
    votes = UsefulVote.objects.filter(contribution__in=crowd["contributions"])
    assert votes.exists()
    assert not votes.filter(voter=F("contribution__author")).exists()
    own = crowd["contributions"].filter(author__memberships__organization=F("call__organization"))
    assert not own.filter(for_organization=False).exists()
    assert own.filter(for_organization=True, parent__reacted_at__lte=F("posted_at")).exists()
    assert not crowd["contributions"].filter(posted_at__lt=F("author__joined_at")).exists()
    assert not crowd["contributions"].filter(parent__posted_at__gt=F("posted_at")).exists()


def test_what_it_writes_is_stored_as_if_it_were_sent(crowd):
    for row in [*crowd["calls"][:10], *crowd["contributions"][:30]]:
        assert "".join(to_html(row.body).split()) == "".join(row.body_html.split())


def test_its_words_are_found_in_both_languages(crowd, browser):
    for language in ("fr", "en"):
        call = crowd["calls"].open().filter(language=language).first()
        found = browser(None).get(reverse("pages:calls"), {"q": call.title, "language": language})
        assert call.get_absolute_url() in found.content.decode()


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


@pytest.mark.parametrize("size", [{"volunteers": 9}, {"organizations": 0}, {"calls": 0}, {"contributions": -1}])
def test_a_crowd_of_nobody_is_refused(world, size):
    with pytest.raises(CommandError):
        populate(**size)


def test_a_real_site_is_left_alone(world, settings):
    settings.DEMO = settings.DEBUG = False
    with pytest.raises(CommandError, match="--into"):
        populate()
    with pytest.raises(CommandError, match="People are here"):
        populate(into=str(connection.settings_dict["NAME"]))
