import pytest

from pyjama.core import clock
from pyjama.mail.inbound import intake
from pyjama.mail.inbound.models import Received
from pyjama.mail.inbound.tests.messages import raw

RECEIVED = "/admin/inbound/received/"
BOX = "box+s3cret@reply.example.org"


@pytest.fixture
def theo(world):
    return world.theo


@pytest.fixture
def parked(box):
    intake.take_in(raw("sam@example.org", BOX, "Private words."), recipients=[BOX], sender="sam@example.org")
    Received.objects.update(next_try_at=None, tries=5, last_error="ValueError")
    return Received.objects.get()


def test_an_operator_sees_from_whom_and_when_but_neither_words_nor_token(browser, theo, parked):
    for address in [RECEIVED, f"{RECEIVED}{parked.pk}/change/"]:
        response = browser(theo).get(address)
        assert "sam@example.org" in response.text
        assert "ValueError" in response.text
        assert "Private words." not in response.text
        assert "s3cret" not in response.text
    assert browser(theo).post(f"{RECEIVED}{parked.pk}/change/", {"tag": "x"}).status_code == 403


def test_what_is_parked_is_found_and_read_again(browser, theo, parked):
    theos = browser(theo)
    for state, number in {"parked": 1, "waiting": 0, "done": 0, "x": 1}.items():
        assert theos.get(RECEIVED, {"state": state}).context["cl"].result_count == number
    theos.post(RECEIVED, {"action": "read_again", "_selected_action": [parked.pk]})

    assert parked in Received.objects.due()
    assert Received.objects.get().tries == 0


def test_what_is_done_is_not_read_again(browser, theo, parked):
    Received.objects.update(done_at=clock.now())
    browser(theo).post(RECEIVED, {"action": "read_again", "_selected_action": [parked.pk]})

    assert not Received.objects.due().exists()


def test_others_do_not_see_it(world, browser):
    assert browser(world.amina).get(RECEIVED).status_code == 302
    assert browser().get(RECEIVED).status_code == 302
