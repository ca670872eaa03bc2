from pyjama.calls.models import Call
from pyjama.core import clock
from pyjama.digests.models import Rhythm
from pyjama.notifications.models import Channel, Kind, Preference

PAGE = "/en/notifications/weekly/"


def by_digest(person):
    return Preference.objects.kinds_by(Channel.DIGEST, person)


def test_it_is_off_until_it_is_asked_for(world, browser):
    form = browser(world.amina).get(PAGE).context["form"]

    assert form["is_wanted"].initial is False
    assert form["weekday"].initial == Rhythm.Weekday.THURSDAY
    assert by_digest(world.amina) == set()


def test_a_choice_is_kept_with_its_day_and_noted_in_the_ledger(world, browser):
    response = browser(world.amina).post(PAGE, {"is_wanted": "on", "weekday": "0"}, follow=True)

    assert "Your choice is saved." in response.text
    assert by_digest(world.amina) == {Kind.FITTING_CALLS}
    assert world.amina.rhythm.weekday == Rhythm.Weekday.MONDAY
    assert (world.amina.consents.get().purpose, world.amina.consents.get().channel) == ("fitting_calls", "digest")


def test_a_day_that_does_not_exist_is_said(world, browser):
    response = browser(world.amina).post(PAGE, {"is_wanted": "on", "weekday": "9"})

    assert response.status_code == 422
    assert response.context["form"].errors["weekday"]
    assert by_digest(world.amina) == set()


def test_the_box_on_the_page_of_preferences_is_the_same(world, browser):
    amina = browser(world.amina)
    amina.post("/en/notifications/preferences/", {"fitting_calls-digest": "on"})

    assert by_digest(world.amina) == {Kind.FITTING_CALLS}
    assert amina.get(PAGE).context["form"]["is_wanted"].initial is True


def test_it_is_offered_where_nothing_fits(world, browser):
    Call.objects.open().update(closes_at=clock.now())

    assert PAGE in browser(world.amina).get("/en/lend-a-hand/next/").text
    assert PAGE not in browser().get("/en/lend-a-hand/next/").text


def test_a_visitor_is_sent_to_sign_in(browser):
    assert browser().get(PAGE).status_code == 302
