"""What a person finds on the page of her account when her address takes no mail."""

import pytest

from pyjama.accounts.tests.pages import SENT_AWAY, page
from pyjama.mail.bounces import suspend
from pyjama.mail.models import Suspension

SECURITY, AGAIN = page("account_security"), page("try_address_again")
TOO_MANY = 429


@pytest.mark.parametrize(("why", "is_offered"), [("gone", True), ("full", True), ("complaint", False)])
def test_the_page_says_so_and_what_may_have_passed_can_be_tried_again(world, browser, why, is_offered):
    suspend(world.amina.email, why)
    client = browser(world.amina)
    shown = client.get(SECURITY).text
    assert "does not take our mail any more" in shown
    assert (AGAIN in shown) == is_offered

    response = client.post(AGAIN, follow=True)
    assert Suspension.objects.exists() != is_offered
    assert ("does not take our mail any more" in response.text) != is_offered


def test_an_address_that_works_has_no_such_notice_and_nobody_lifts_for_another(world, browser):
    suspend(world.amina.email, "gone")
    client = browser(world.sam)
    assert "does not take our mail any more" not in client.get(SECURITY).text
    assert client.post(AGAIN).status_code == SENT_AWAY
    assert Suspension.objects.get().address == world.amina.email


def test_it_is_tried_again_three_times_a_day_at_most(world, browser):
    client = browser(world.amina)
    for status in [SENT_AWAY, SENT_AWAY, SENT_AWAY, TOO_MANY]:
        suspend(world.amina.email, "gone")
        assert client.post(AGAIN).status_code == status
    assert Suspension.objects.exists()
