"""A browser is asked to ring, called something, and asked to stop; it stops by itself when nobody is signed in there."""

from datetime import timedelta

import pytest
from django.urls import reverse

from pyjama.accounts.models import User
from pyjama.accounts.tests.pages import page, prove
from pyjama.core import clock, vapid
from pyjama.notifications.push.actions import MOST_DEVICES, forget_signed_out, try_device
from pyjama.notifications.push.models import Device, Ring
from pyjama.notifications.push.tests.service import AUTH, to_text

KEEP, PREFERENCES = page("notifications:push:keep"), page("notifications:preferences")
PASSWORD = "a long walk under the blanket"
POINT_AT_NOWHERE = to_text(b"\4" + bytes(64))


def of(verb, device):
    return reverse(f"notifications:push:{verb}", args=[device.pk])


def test_a_browser_rings_once_it_is_asked_to_and_has_the_name_of_what_it_is(world, rings_at):
    amina = rings_at(world.amina)
    device = amina.device()

    assert (device.person, device.name, device.shows_words) == (world.amina, "Firefox, Android", False)
    assert device.site_key == vapid.public_key()
    shown = amina.client.get(PREFERENCES).text
    assert "This device rings from now on." in shown
    assert "Firefox, Android" in shown
    assert f'key="{vapid.public_key()}" rings' in shown


def test_none_rings_unless_it_is_asked_to(world, browser):
    shown = browser(world.amina).get(PREFERENCES).text
    assert "None does unless you ask it to" in shown
    assert f'key="{vapid.public_key()}">' in shown
    assert not Device.objects.exists()


def test_a_new_subscription_of_the_same_browser_takes_the_place_of_the_old_one(world, rings_at, service):
    amina = rings_at(world.amina)
    amina.client.post(of("edit", amina.device()), {"name": "The red phone", "shows_words": "on"})

    amina.client.post(KEEP, service.subscription("/send/renewed").told())

    device = Device.objects.get()
    assert device.endpoint.endswith("/send/renewed")
    assert (device.name, device.shows_words) == ("The red phone", True)


def test_a_device_is_called_something_else_and_may_show_more(world, rings_at):
    amina = rings_at(world.amina)
    address = of("edit", amina.device())

    assert "Firefox, Android" in amina.client.get(address).text
    assert amina.client.post(address, {"name": "The red phone", "shows_words": "on"}).url == f"{PREFERENCES}#devices"
    assert (amina.device().name, amina.device().shows_words) == ("The red phone", True)

    refused = amina.client.post(address, {"name": "x" * 61})
    assert refused.status_code == 422
    assert "x" * 61 in refused.text
    assert amina.device().name == "The red phone"


def test_a_device_is_removed(world, rings_at):
    amina = rings_at(world.amina)

    response = amina.client.post(of("remove", amina.device()), follow=True)

    assert "“Firefox, Android” rings no more." in response.text
    assert not Device.objects.exists()


def test_two_tries_at_once_are_one(world, rings_at, no_rings):
    amina = rings_at(world.amina)
    for _ in range(2):
        assert "rings in a moment" in amina.client.post(of("try", amina.device()), follow=True).text
    assert Ring.objects.get().notification is None


@pytest.mark.parametrize("verb", ["edit", "remove", "try"])
def test_the_device_of_somebody_else_is_not_there(world, browser, rings_at, verb):
    device = rings_at(world.amina).device()
    assert browser(world.sam).post(of(verb, device), {"name": "Mine"}).status_code == 404
    assert browser().post(of(verb, device)).status_code == 302
    assert Device.objects.get().name == "Firefox, Android"
    assert "Firefox, Android" not in browser(world.sam).get(PREFERENCES).text


@pytest.mark.parametrize(
    "endpoint",
    [
        *["", "x", "https://", "https://[::1", "ftp://fcm.googleapis.com/x", "http://fcm.googleapis.com/x"],
        *["https://push.example.org/x", "https://10.0.0.1/x", "https://localhost/x", "https://169.254.169.254/latest"],
        *["https://fcm.googleapis.com.example.org/x", "https://evilfcm.googleapis.com/x", "https://xpush.apple.com/x"],
        *["https://me@fcm.googleapis.com/x", "https://fcm.googleapis.com:8443/x", "https://fcm.googleapis.com:x/"],
        *["http://127.0.0.1:8000@example.org/x", "http://127.0.0.1.example.org:80/x", "http://127.0.0.1:8000/x?y"],
        *[
            "https://fcm.googleapis.com/\r\nX: y",
            "https://fcm.googleapis.com/é",
            "https://fcm.googleapis.com/" + "x" * 1_000,
        ],
    ],
)
def test_an_address_that_is_at_no_push_service_we_know_is_refused(world, browser, service, endpoint):
    response = browser(world.amina).post(KEEP, service.subscription().told() | {"endpoint": endpoint})
    assert response.status_code == 409
    assert not Device.objects.exists()


@pytest.mark.parametrize(
    "endpoint",
    [
        "https://fcm.googleapis.com/fcm/send/abc:APA91b-x_y",
        "https://updates.push.services.mozilla.com/wpush/v2/gAAAA",
        "https://web.push.apple.com/QGuQyavXutnMH",
        "https://wns2-by3p.notify.windows.com/w/?token=BQYAAAB%2fx",
        "https://push.example.net/x",
    ],
)
def test_the_services_of_the_browsers_people_use_are_known_and_one_the_operator_adds(
    world, browser, service, settings, endpoint
):
    settings.PUSH_HOSTS = [*settings.PUSH_HOSTS, "push.example.net"]
    told = service.subscription().told() | {"endpoint": endpoint}
    assert browser(world.amina).post(KEEP, told).status_code == 302
    assert Device.objects.get().endpoint == endpoint


def test_no_address_of_this_machine_is_taken_outside_of_a_demonstration(world, browser, service, settings):
    settings.PUSH_TO_THIS_MACHINE = False
    response = browser(world.amina).post(KEEP, service.subscription().told())
    assert response.status_code == 409
    assert "We do not know the push service" in response.text


@pytest.mark.parametrize(
    "wrong",
    [
        *[{"p256dh": value} for value in ["", "x", "é", POINT_AT_NOWHERE, to_text(AUTH), "A" * 87, "A" * 89]],
        *[{"auth": value} for value in ["", "x", "?" * 22, to_text(bytes(15)), to_text(bytes(17)), "A" * 25]],
    ],
)
def test_keys_that_encrypt_nothing_are_refused_with_a_sentence(world, browser, service, wrong):
    response = browser(world.amina).post(KEEP, service.subscription().told() | wrong)
    assert response.status_code == 409
    assert "What your browser gave us cannot be used." in response.text
    assert not Device.objects.exists()


def test_ten_devices_are_enough_for_anybody(world, rings_at, browser, service):
    devices = [rings_at(world.amina, f"/send/{number}") for number in range(MOST_DEVICES)]

    refused = browser(world.amina).post(KEEP, service.subscription("/send/eleventh").told())

    assert refused.status_code == 409
    assert "Ten devices of yours ring already." in refused.text
    # One of the ten may have a new subscription, and one that is signed out does not count.
    assert devices[0].client.post(KEEP, service.subscription("/send/again").told()).status_code == 302
    devices[1].client.post(page("account_logout"))
    assert browser(world.amina).post(KEEP, service.subscription("/send/eleventh").told()).status_code == 302


def test_it_stops_when_she_signs_out_there(world, rings_at, browser):
    amina, elsewhere = rings_at(world.amina), rings_at(world.amina, "/send/elsewhere")

    amina.client.post(page("account_logout"))

    assert list(Device.objects.signed_in()) == [elsewhere.device()]
    assert elsewhere.client.get(PREFERENCES).text.count("Ring once, to try") == 1
    forget_signed_out()
    assert list(Device.objects.all()) == [elsewhere.device()]


def test_it_stops_when_her_session_ends_by_itself(world, rings_at, at):
    rings_at(world.amina)
    with at(clock.now() + timedelta(days=61)):
        forget_signed_out()
    assert not Device.objects.exists()


def test_whoever_signs_in_at_the_same_browser_does_not_get_what_was_hers(world, rings_at, browser, service):
    amina = rings_at(world.amina)
    amina.client.force_login(world.sam)
    assert not Device.objects.signed_in().exists()

    amina.client.post(KEEP, amina.subscription.told())

    assert [device.person for device in Device.objects.all()] == [world.sam]


def test_it_goes_on_ringing_with_a_new_password(world, rings_at):
    """Which gives the session another key, so that a stolen one is worth nothing."""
    amina = rings_at(world.amina)
    former = amina.device().session_key
    prove(amina.client, world.amina)

    amina.client.post(page("account_set_password"), {"password1": PASSWORD, "password2": PASSWORD})

    assert amina.client.session.session_key != former
    assert amina.device().session_key == amina.client.session.session_key
    assert list(Device.objects.signed_in()) == [amina.device()]


def test_it_is_erased_with_the_account(world, rings_at):
    person = User.objects.create_user("lou@example.org", display_name="Lou")
    try_device(device=rings_at(person).device())
    person.delete()
    assert not Device.objects.exists()
    assert not Ring.objects.exists()


def test_a_visitor_is_sent_to_sign_in(browser, service):
    assert browser().post(KEEP, service.subscription().told()).status_code == 302
    assert not Device.objects.exists()
