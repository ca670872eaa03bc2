"""How long a guest took is counted with her words, once they are public; until then her device alone knows it."""

import pytest
from django.core import serializers

from pyjama.contributions.models import Guest, HeldContribution
from pyjama.contributions.tests.guests import KEEP, answer, ask_for_link


@pytest.fixture
def measured(browser, page):
    """A browser in which somebody wrote for fifteen minutes, and the key of her form."""
    client, sent = browser(), answer(minutes_taken="15")
    assert client.post(page, sent).url == KEEP
    return client, sent["submission_key"]


def times(call):
    return dict(call.times_taken.values_list("minutes", "number"))


def test_her_device_tells_it_with_the_button_that_publishes(browser, call, measured):
    guest, key = measured
    link = ask_for_link(guest)
    assert f'name="minutes_taken-{key}"' in guest.get(link).text
    assert times(call) == {}

    guest.post(link, {f"minutes_taken-{key}": "15"})
    browser().post(link, {f"minutes_taken-{key}": "15"})
    assert times(call) == {15: 1}


def test_until_then_nothing_that_is_kept_says_it(measured):
    kept = serializers.serialize("python", [*Guest.objects.all(), *HeldContribution.objects.all()])
    names = {name for row in kept for name in row["fields"]}
    assert not {name for name in names if "minute" in name or "time" in name}


def test_who_signs_in_meanwhile_tells_it_too(world, call, measured):
    guest, key = measured
    guest.force_login(world.lise)
    assert f'name="minutes_taken-{key}"' in guest.get(KEEP).text
    guest.post(f"{KEEP}publish/", {f"minutes_taken-{key}": "15"})
    assert times(call) == {15: 1}


@pytest.mark.parametrize("said", [{}, {"minutes_taken-{key}": "7"}, {"minutes_taken-x": "15"}])
def test_another_device_and_nonsense_tell_nothing_and_stop_nobody(browser, call, measured, said):
    guest, key = measured
    link = ask_for_link(guest)
    published = browser().post(link, {name.format(key=key): value for name, value in said.items()})
    assert "#" not in published.url
    assert call.contributions.filter(submission_key=key).exists()
    assert times(call) == {}
