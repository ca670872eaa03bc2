import uuid
from contextlib import suppress
from threading import Barrier, BrokenBarrierError, Thread

import pytest
from django.db import connection

from pyjama.contributions.actions import post_contribution
from pyjama.outcomes.desk.actions import credit_contributions


def answers(call, people):
    return [
        post_contribution(call=call, author=person, body="An answer.", language="en", submission_key=uuid.uuid4())
        for person in people
    ]


def crediting(call, organizer, credits, *, meeting, refused):
    """A desk that waits for the other one as soon as it has written in somebody's ledger."""

    def wait_there(execute, sql, *rest):
        result = execute(sql, *rest)
        if sql.startswith("INSERT") and "karma_entry" in sql:
            with suppress(BrokenBarrierError):
                meeting.wait(timeout=0.5)
        return result

    def work():
        try:
            with connection.execute_wrapper(wait_there):
                credit_contributions(call=call, organizer=organizer, credits=credits)
        except Exception as error:
            refused.append(error)
        connection.close()

    return Thread(target=work)


@pytest.mark.django_db(transaction=True)
def test_two_organizations_that_credit_the_same_people_at_once_do_not_wait_for_ever(world):
    meeting, refused, desks = Barrier(2), [], []
    for call, organizer, given in [("menu", "ruth", ["used", "inspired"]), ("slogans", "chloe", ["inspired", "used"])]:
        asked = answers(world.call(call), [world.lise, world.sam])
        chosen = {each.pk: credit for each, credit in zip(asked, given, strict=True)}
        desks += [crediting(world.call(call), getattr(world, organizer), chosen, meeting=meeting, refused=refused)]
    [desk.start() for desk in desks]
    [desk.join() for desk in desks]

    assert refused == []
    for call in ("menu", "slogans"):
        assert not world.call(call).contributions.filter(body="An answer.", credit="").exists()


@pytest.mark.django_db(transaction=True)
def test_of_two_colleagues_who_credit_the_same_at_once_one_is_told(world):
    call, meeting, done = world.call("slogans"), Barrier(2), []
    [given] = answers(call, [world.lise])

    def looks_first(execute, sql, *rest):
        """Both desks have read what stands before one of them writes, if nothing holds them."""
        result = execute(sql, *rest)
        if sql.startswith("SELECT") and "FOR UPDATE" not in sql and '"contributions_contribution"."credit"' in sql:
            with suppress(BrokenBarrierError):
                meeting.wait(timeout=0.3)
        return result

    def work(organizer, credit):
        with connection.execute_wrapper(looks_first):
            chosen, known = {given.pk: credit}, {given.pk: ""}
            done.append(credit_contributions(call=call, organizer=organizer, credits=chosen, known=known))
        connection.close()

    desks = [Thread(target=work, args=pair) for pair in ((world.chloe, "used"), (world.camille, "inspired"))]
    [desk.start() for desk in desks]
    [desk.join() for desk in desks]

    assert sorted((len(each.changed), len(each.overtaken)) for each in done) == [(0, 1), (1, 0)]
    [kept] = [each.changed[0] for each in done if each.changed]
    assert call.contributions.get(pk=given.pk).credit == kept.credit
