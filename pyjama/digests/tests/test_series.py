"""One mail for one period, whatever happens to the worker: shown on a series made for it."""

from datetime import UTC, date, datetime, time, timedelta
from functools import partial
from threading import Barrier, Thread
from zoneinfo import ZoneInfo

import pytest
from django.db import connection

from pyjama.accounts.models import Consent, User
from pyjama.digests import series
from pyjama.digests.actions import choose_weekly, forget_editions
from pyjama.digests.models import Edition, Rhythm
from pyjama.digests.periods import latest_day, latest_week
from pyjama.digests.series import Letter, Series, send_due, who_asked
from pyjama.digests.tests.anew import begin_anew
from pyjama.mail.models import Mail
from pyjama.mail.outbox import compose
from pyjama.notifications.actions import choose, keep_quiet
from pyjama.notifications.models import Channel, Kind

MONTREAL = ZoneInfo("America/Toronto")
THURSDAY = datetime(2027, 6, 10, 17, tzinfo=MONTREAL)
EMPTY_FOR = set()


def write(people):
    return {
        person.pk: Letter(compose(person.email, "A week", "Hi."))
        for person in people
        if person.display_name not in EMPTY_FOR
    }


SERIES = Series(
    Kind.FITTING_CALLS, Channel.DIGEST, latest_week, partial(who_asked, Kind.FITTING_CALLS, Channel.DIGEST), write
)

DAILY = Series(Kind.TO_DO, Channel.MAIL, latest_day, partial(who_asked, Kind.TO_DO, Channel.MAIL), write)


@pytest.fixture
def readers(world, at):
    """Amina and Sam asked for it on the day before; nobody else did."""
    begin_anew()
    with at(THURSDAY - timedelta(days=1)):
        for person in (world.amina, world.sam):
            choose(person=person, channel=Channel.DIGEST, choices={Kind.FITTING_CALLS: True})


def rounds(at, *moments):
    """Do the round at each moment; how many mails there are after each."""
    numbers = []
    for moment in moments:
        with at(moment):
            send_due(SERIES)
        numbers.append(Mail.objects.count())
    return numbers


def hours(*numbers):
    return [THURSDAY + timedelta(hours=number) for number in numbers]


def test_it_leaves_once_at_its_hour_to_those_who_asked(at, readers):
    assert rounds(at, *hours(-2, -1, 0, 0, 1, 30, 6 * 24)) == [0, 0, 2, 2, 2, 2, 2]
    assert {mail.recipient for mail in Mail.objects.all()} == {"amina@example.org", "sam@example.org"}
    assert [*Edition.objects.values_list("period", flat=True)] == [date(2027, 6, 7)] * 2


def test_a_run_that_was_missed_comes_late_and_once(at, readers):
    """The server was down over the hour, and for two days."""
    assert rounds(at, *hours(-1, 48, 49, 7 * 24 - 1, 7 * 24)) == [0, 2, 2, 2, 4]


def test_of_several_weeks_that_were_missed_the_last_one_comes(at, readers):
    assert rounds(at, *hours(-1, 3 * 7 * 24 + 5, 3 * 7 * 24 + 6)) == [0, 2, 2]


@pytest.mark.parametrize("changes", [date(2027, 3, 14), date(2027, 11, 7)])
def test_over_a_change_of_clocks_each_morning_and_week_comes_once_where_its_reader_lives(world, at, readers, changes):
    """Amina lives in Toronto, Sam in St. John's, whose clock is half an hour off; a round each hour of that weekend."""
    zones = {world.amina: "America/Toronto", world.sam: "America/St_Johns"}
    with at(datetime.combine(changes - timedelta(days=9), time(12), tzinfo=UTC)):
        Consent.objects.all().delete()
        for person, zone in zones.items():
            keep_quiet(person=person, is_on=False, starts_at=time(22), ends_at=time(7), time_zone=zone)
            choose_weekly(person=person, is_wanted=True, weekday=Rhythm.Weekday.SUNDAY)
            choose(person=person, channel=Channel.MAIL, choices={Kind.TO_DO: True})
        send_due(SERIES)
    start = datetime.combine(changes - timedelta(days=1), time(10), tzinfo=UTC)
    for hour in range(52):
        with at(start + timedelta(hours=hour)):
            send_due(SERIES)
            send_due(DAILY)

    for person, zone in zones.items():
        written = [(each.kind, each.period, each.written_at.astimezone(ZoneInfo(zone))) for each in person.editions.all()]
        mornings = {period: moment.hour for kind, period, moment in written if kind == Kind.TO_DO}
        week = [moment.hour for kind, _period, moment in written if kind == Kind.FITTING_CALLS and moment.date() == changes]
        assert mornings == {changes + timedelta(days=days): 8 for days in (-1, 0, 1)}
        assert week == [17]
        # Three mornings and three weeks, of which the one before was missed and came late.
        assert Mail.objects.filter(recipient=person.email).count() == len(written) == 6


def test_whoever_asks_after_the_hour_waits_for_the_next(world, at, readers):
    rounds(at, *hours(0))
    with at(THURSDAY + timedelta(hours=2)):
        choose(person=world.camille, channel=Channel.DIGEST, choices={Kind.FITTING_CALLS: True})

    assert rounds(at, *hours(3, 100, 7 * 24)) == [2, 2, 5]


def test_whoever_stops_it_gets_no_more(world, at, readers):
    choose(person=world.amina, channel=Channel.DIGEST, choices={Kind.FITTING_CALLS: False})
    User.objects.filter(pk=world.sam.pk).update(is_active=False)

    assert rounds(at, *hours(1)) == [0]
    assert not Edition.objects.exists()


def test_where_there_is_nothing_to_say_the_week_is_over_without_a_mail(world, at, readers, monkeypatch):
    monkeypatch.setattr("pyjama.digests.tests.test_series.EMPTY_FOR", {"Amina"})
    assert rounds(at, *hours(0)) == [1]
    monkeypatch.setattr("pyjama.digests.tests.test_series.EMPTY_FOR", set())

    assert rounds(at, *hours(1, 50)) == [1, 1]
    assert world.amina.editions.get().is_empty


@pytest.mark.parametrize(("before", "after"), [(3, 0), (0, 3), (6, 0), (0, 6)])
@pytest.mark.parametrize("changed", [27, 99])
def test_another_day_of_the_week_neither_doubles_nor_skips_a_week(world, at, readers, before, after, changed):
    """Amina changes it so many hours after Monday began: she gets one mail for each week all the same."""
    world.amina.consents.all().delete()
    monday = datetime(2027, 6, 7, tzinfo=MONTREAL)
    choose_weekly(person=world.amina, is_wanted=True, weekday=before)
    for hour in range(1 - 7 * 24, 3 * 7 * 24 + 16, 13):
        if hour >= changed and Rhythm.objects.get().weekday == before:
            choose_weekly(person=world.amina, is_wanted=True, weekday=after)
        with at(monday + timedelta(hours=hour)):
            send_due(SERIES)

    weeks = [*world.amina.editions.order_by("period").values_list("period", flat=True)]
    assert weeks[-4:] == [date(2027, 5, 31) + timedelta(weeks=week) for week in range(4)]
    assert Mail.objects.filter(recipient="amina@example.org").count() == len(weeks)


def test_a_worker_that_is_killed_in_the_middle_leaves_whole_slices_and_goes_on(at, readers, monkeypatch):
    monkeypatch.setattr(series, "SLICE", 1)
    turns = iter([write, None])

    def killed(people):
        return next(turns)(people)

    with pytest.raises(TypeError), at(THURSDAY):
        send_due(SERIES._replace(write=killed))
    assert (Mail.objects.count(), Edition.objects.count()) == (1, 1)

    assert rounds(at, THURSDAY, THURSDAY) == [2, 2]


def test_the_mail_and_its_line_are_written_together_or_not_at_all(at, readers, monkeypatch):
    def fails(rows):
        raise RuntimeError

    with monkeypatch.context() as patch, at(THURSDAY):
        patch.setattr(series, "keep", fails)
        with pytest.raises(RuntimeError):
            send_due(SERIES)
    assert (Mail.objects.count(), Edition.objects.count()) == (0, 0)

    assert rounds(at, THURSDAY) == [2]


def run_twice_at_once(at):
    """Two workers, each with its own connection, that have both written their letters before one keeps them."""
    both_have_written = Barrier(2, timeout=10)

    def slow(people):
        letters = write(people)
        both_have_written.wait()
        return letters

    def work():
        try:
            with at(THURSDAY):
                send_due(SERIES._replace(write=slow))
        finally:
            connection.close()

    workers = [Thread(target=work) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_write_one_mail_to_each(at, readers):
    run_twice_at_once(at)

    assert Mail.objects.count() == Edition.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_without_the_claim_two_workers_would_write_two(at, readers, monkeypatch):
    """The test above can fail: whoever had not looked for the lines that it won would write to everybody."""
    monkeypatch.setattr(series, "claim", lambda editions: [edition.person_id for edition in editions])

    run_twice_at_once(at)

    assert Mail.objects.count() == 4


def test_the_ledger_forgets_what_is_long_over(at, readers):
    rounds(at, THURSDAY)

    with at(THURSDAY + timedelta(days=50)):
        forget_editions()
        assert Edition.objects.count() == 2
    with at(THURSDAY + timedelta(days=70)):
        forget_editions()
        assert not Edition.objects.exists()


def test_a_run_asks_no_more_of_the_database_for_more_people(world, at, readers, django_assert_max_num_queries):
    """Twenty more in the same slice: the same queries."""
    with at(THURSDAY - timedelta(days=1)):
        for number in range(20):
            person = User.objects.create_user(f"reader{number}@example.org", display_name=f"Reader {number}")
            choose(person=person, channel=Channel.DIGEST, choices={Kind.FITTING_CALLS: True})

    with at(THURSDAY), django_assert_max_num_queries(12):
        send_due(SERIES)

    assert Mail.objects.count() == 22
