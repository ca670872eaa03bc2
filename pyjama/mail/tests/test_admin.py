import pytest

from pyjama.core import clock
from pyjama.mail import bounces
from pyjama.mail.models import Mail, Suspension
from pyjama.mail.outbox import post
from tests.emptied import empty

OUTBOX = "/admin/mail/mail/"


@pytest.fixture
def theo(world):
    """An operator, with nothing in the outbox yet."""
    empty(Mail)
    return world.theo


def test_an_operator_sees_who_and_when_but_not_the_words(browser, theo):
    mail = post("amina@example.org", "Hello", "123456", "<p>123456</p>")

    for address in [OUTBOX, f"{OUTBOX}{mail.pk}/change/"]:
        response = browser(theo).get(address)
        assert "amina@example.org" in response.text
        assert "123456" not in response.text
    assert browser(theo).post(f"{OUTBOX}{mail.pk}/change/", {"recipient": "theo@example.org"}).status_code == 403


def test_what_is_parked_is_found_and_tried_again(browser, theo):
    post("amina@example.org", "Waiting", "Hi.")
    parked = post("sam@example.org", "Parked", "Hi.")
    Mail.objects.filter(pk=parked.pk).update(next_try_at=None, tries=5)
    theos = browser(theo)

    for state, subjects in {"parked": ["Parked"], "waiting": ["Waiting"], "sent": [], "x": ["Parked", "Waiting"]}.items():
        found = theos.get(OUTBOX, {"state": state}).context["cl"].result_list
        assert [mail.subject for mail in found] == subjects
    theos.post(OUTBOX, {"action": "try_again", "_selected_action": [parked.pk]})

    assert parked in Mail.objects.due()
    assert Mail.objects.get(pk=parked.pk).tries == 0


def test_what_left_is_not_sent_again(browser, theo):
    sent = post("sam@example.org", "Sent", "Hi.")
    Mail.objects.update(next_try_at=None, sent_at=clock.now())

    browser(theo).post(OUTBOX, {"action": "try_again", "_selected_action": [sent.pk]})

    assert not Mail.objects.due().exists()


def test_others_do_not_see_it(world, browser):
    assert browser(world.amina).get(OUTBOX).status_code == 302
    assert browser().get(OUTBOX).status_code == 302


def test_an_operator_has_a_suspended_address_written_to_again(browser, theo):
    bounces.suspend("amina@example.org", Suspension.Reason.COMPLAINT)
    bounces.suspend("sam@example.org", Suspension.Reason.GONE, "550 5.1.1 No such user, said the server of Sam")
    suspensions = "/admin/mail/suspension/"
    amina = Suspension.objects.get(address="amina@example.org")

    shown = browser(theo).get(suspensions).text
    assert "5.1.1" in shown
    assert "said the server" not in shown
    browser(theo).post(suspensions, {"action": "lift", "_selected_action": [amina.pk]})
    assert Suspension.objects.get().address == "sam@example.org"
