from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

import pytest

from pyjama.core import clock
from pyjama.mail.models import Mail
from pyjama.notifications.actions import keep_quiet, notify
from pyjama.notifications.models import Kind, Notification, QuietHours
from tests.emptied import empty

PAGE = "/en/notifications/quiet-hours/"
TORONTO = ZoneInfo("America/Toronto")


def at_home(*moment, fold=0):
    return datetime(*moment, tzinfo=TORONTO).replace(fold=fold).astimezone(UTC)


def end(moment, starts=time(23), ends=time(7)):
    return QuietHours(time_zone="America/Toronto", starts_at=starts, ends_at=ends).end_after(moment)


@pytest.mark.once
@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        # Clocks go forward in the night to 14 March 2027, and back in the night to 7 November.
        (at_home(2027, 3, 13, 23, 30), at_home(2027, 3, 14, 7)),
        (at_home(2027, 3, 14, 3, 30), at_home(2027, 3, 14, 7)),
        (at_home(2027, 11, 6, 23), at_home(2027, 11, 7, 7)),
        (at_home(2027, 11, 7, 1, 30, fold=1), at_home(2027, 11, 7, 7)),
        (at_home(2027, 3, 14, 7), at_home(2027, 3, 14, 7)),
        (at_home(2027, 3, 14, 22, 59), at_home(2027, 3, 14, 22, 59)),
    ],
)
def test_a_night_ends_at_its_hour_whatever_the_clocks_do(moment, expected):
    assert end(moment) == expected


@pytest.mark.once
def test_an_end_that_its_day_skips_comes_just_after_and_one_that_comes_twice_is_the_next():
    # At 2:00 it is 3:00: half past two would have been half an hour after the change.
    assert end(at_home(2027, 3, 14, 1, 15), ends=time(2, 30)) == at_home(2027, 3, 14, 3, 30)
    first, second = (at_home(2027, 11, 7, 1, 30, fold=fold) for fold in (0, 1))
    assert end(at_home(2027, 11, 7, 0, 30), ends=time(1, 30)) == first
    assert end(at_home(2027, 11, 7, 1, 10, fold=1), ends=time(1, 30)) == second


def test_mail_waits_until_they_end_and_the_list_does_not(world):
    keep_quiet(person=world.amina, is_on=True, starts_at=time(22), ends_at=time(7), time_zone="America/Vancouver")
    empty(Mail)

    with clock.at(datetime(2027, 1, 15, 10, tzinfo=UTC)):
        notify([world.amina, world.sam], Kind.CALL_APPROVED, world.call("menu"))

        assert Notification.objects.filter(recipient=world.amina, kind=Kind.CALL_APPROVED).exists()
        leaves = dict(Mail.objects.values_list("recipient", "next_try_at"))
        assert leaves[world.amina.email] == datetime(2027, 1, 15, 15, tzinfo=UTC)
        assert leaves[world.sam.email] == clock.now()


def test_they_are_off_until_a_person_asks_and_are_on_her_own_clock(world, browser):
    amina = browser(world.amina)
    assert amina.get(PAGE).context["form"]["is_on"].value() is False

    amina.post(PAGE, {"is_on": "on", "starts_at": "21:30", "ends_at": "06:00", "time_zone": "America/Halifax"})

    hours = QuietHours.objects.get(person=world.amina)
    assert (hours.is_on, hours.starts_at, hours.time_zone) == (True, time(21, 30), "America/Halifax")


def test_hours_that_end_as_they_begin_are_refused_and_kept_in_the_form(world, browser):
    sent = {"is_on": "on", "starts_at": "07:00", "ends_at": "07:00", "time_zone": "America/Halifax"}
    response = browser(world.amina).post(PAGE, sent)

    assert response.status_code == 422
    assert response.context["form"].errors["ends_at"] == ["Quiet hours end at another time than they begin."]
    assert '<option value="America/Toronto" selected>' in browser(world.sam).get(PAGE).text
    assert 'value="07:00"' in response.text
