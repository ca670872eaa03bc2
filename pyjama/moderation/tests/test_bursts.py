from datetime import timedelta
from uuid import uuid4

import pytest

from pyjama.contributions.actions import post_contribution
from pyjama.core import clock
from pyjama.moderation.actions.bursts import find_bursts, traits
from pyjama.moderation.models import Item, Report
from pyjama.moderation.rules import SAME_HOST, SAME_TEXT

SAME = "Make your home office shine with our wonderful lamps!"


def post(world, people, texts):
    return [
        post_contribution(call=world.call("menu"), author=person, body=text, language="en", submission_key=uuid4())
        for person, text in zip(people, texts, strict=True)
    ]


def has_shown_links(world, people):
    """A moderator let a link of each through before."""
    for number, person in enumerate(people):
        [row] = post(world, [person], [f"Earlier: https://{number}.example"])
        type(row).objects.filter(pk=row.pk).update(held_at=None, posted_at=clock.now() - timedelta(days=2))
    Item.objects.all().delete()


@pytest.mark.parametrize(
    ("texts", "rule"),
    [
        ([SAME, SAME.upper(), f"  {SAME}  "], SAME_TEXT),
        ([f"Number {place}: https://www.lamps.example/{place}" for place in range(3)], SAME_HOST),
    ],
)
def test_the_same_by_three_newcomers_waits_from_the_third_on_and_the_first_two_go_to_moderators(
    world, browser, newcomers, texts, rule
):
    people = newcomers(3)
    has_shown_links(world, people)
    *rows, third = post(world, people, texts)
    find_bursts()
    find_bursts()
    items = Item.objects.filter(kind="burst", rule=rule)
    assert {item.object_id for item in items} == {row.pk for row in rows}
    assert len({item.group for item in items}) == 1
    assert Item.objects.about(third).get().kind == "hold"
    assert "several people who have just arrived" in browser(world.odile).get("/en/moderation/?kind=burst").content.decode()
    thread = browser().get(world.call("menu").get_absolute_url()).content.decode()
    assert [f'id="{row.anchor}"' in thread for row in (*rows, third)] == [True, True, False]


def test_two_newcomers_are_no_burst_nor_are_three_members(world, newcomers):
    post(world, newcomers(2), [SAME, SAME])
    post(world, [world.amina, world.doris, world.tanis], [SAME, SAME, SAME])
    find_bursts()
    assert not Item.objects.filter(kind="burst").exists()


def test_what_was_a_day_apart_is_no_burst(world, newcomers, at):
    people = newcomers(3)
    with at(clock.now() - timedelta(hours=25)):
        post(world, people[:1], [SAME])
    post(world, people[1:], [SAME, SAME])
    find_bursts()
    assert not Item.objects.filter(kind="burst").exists()


def test_a_short_thank_you_is_like_another_by_chance():
    assert [*traits("Thank you so much!")] == []
    assert [*traits(f"{SAME} http://lamps.example")] == [(SAME_TEXT, SAME.casefold()[:-1]), (SAME_HOST, "lamps.example")]


def test_the_network_of_a_report_is_forgotten_after_thirty_days(world, reported, at):
    from pyjama.moderation.tasks import forget_networks

    made = Report.objects.get(item=reported)
    with at(made.made_at + timedelta(days=30) - timedelta(seconds=1)):
        forget_networks()
        made.refresh_from_db()
        assert made.network
    with at(made.made_at + timedelta(days=30)):
        forget_networks()
        made.refresh_from_db()
        assert not made.network
