"""What is asked in words that were made once finds what a queryset finds, and new rows are written as Django writes them."""

from datetime import datetime, timedelta
from uuid import UUID, uuid4

import pytest
from django.db import transaction
from django.db.transaction import TransactionManagementError
from django.urls import reverse

from pyjama.contributions.models import Contribution
from pyjama.core import clock
from pyjama.core.insertions import FEW, insert
from pyjama.core.questions import Question
from pyjama.notifications.models import Notification


@pytest.fixture
def rows(world):
    """What Lise wrote under the menu."""
    fields = {"call": world.call("menu"), "author": world.lise, "language": "en"}
    return Contribution.objects.bulk_create(
        Contribution(body="Soup.", submission_key=uuid4(), **fields) for _row in range(9)
    )


def sent_since(author: int, key: UUID, language: str, moment: datetime):
    return Contribution.objects.filter(author=author, submission_key=key, language=language, posted_at__gt=moment)


def test_it_is_asked_by_values_of_each_kind_and_finds_whole_rows(world, rows):
    question = Question(sent_since)
    for row in rows[:2]:
        asked = world.lise.pk, row.submission_key, "en", row.posted_at - timedelta(seconds=1)
        assert question.find(*asked) == [row]
        assert question.find(*asked)[0].__dict__.keys() >= {"posted_at", "submission_key"}
        assert question.find(*asked)[0].posted_at == Contribution.objects.get(pk=row.pk).posted_at
        for place, other in enumerate([world.sam.pk, uuid4(), "fr", row.posted_at]):
            assert question.find(*asked[:place], other, *asked[place + 1 :]) == []


def test_lists_are_asked_in_a_few_lengths(rows, django_assert_num_queries):
    def among(numbers: list[int]):
        return Contribution.objects.filter(pk__in=numbers).order_by("pk").values_list("pk")

    question = Question(among)
    for length in range(1, 10):
        numbers = [row.pk for row in rows[:length]]
        with django_assert_num_queries(1):
            assert [pk for (pk,) in question.ask(numbers)] == numbers
    assert question.in_words.cache_info().currsize == 5  # 1, 2, 4, 8, 16


def test_a_number_that_no_column_holds_is_nowhere(world, browser):
    path = reverse("pages:call", args=[2**63, "menu"])
    assert browser(world.sam).get(path).status_code == 404
    assert browser(world.sam).post(path, {"body": "Soup."}).status_code == 404


@pytest.mark.once
def test_what_would_not_ask_by_its_values_is_refused():
    def with_word(word: str):
        return Contribution.objects.filter(body__contains=word)

    with pytest.raises(ValueError, match="as they are"):
        Question(with_word).ask("soup")


@pytest.mark.django_db(transaction=True)
def test_nothing_is_held_without_a_transaction(world):
    contribution = world.contribution("menu", "amina")
    with transaction.atomic():
        assert Contribution.objects.locked(contribution) == contribution
    with pytest.raises(TransactionManagementError, match="there is none"):
        Contribution.objects.locked(contribution)


@pytest.mark.parametrize("number", [1, 3, FEW + 1])
def test_new_rows_are_written_in_one_statement_and_have_their_numbers(world, number, django_assert_num_queries):
    def news(turn):
        return Notification(
            recipient=world.sam, kind="reply", target=world.call("menu"), facts={"turn": turn}, actor_name=f"{turn} %s"
        )

    rows = [news(turn) for turn in range(number)]
    with django_assert_num_queries(1):
        assert insert(*rows) == rows
    for turn, row in enumerate(rows):
        kept = Notification.objects.get(pk=row.pk)
        assert (kept.facts, kept.actor_name, kept.group) == ({"turn": turn}, f"{turn} %s", row.group)
        assert (kept.created_at, row._state.adding) == (row.created_at, False)
    assert len({row.group for row in rows}) == number
    assert rows[-1].created_at - clock.now() < timedelta(minutes=1)
