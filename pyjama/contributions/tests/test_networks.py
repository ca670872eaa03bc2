"""How far newcomers are believed by the network they write from: before anybody has read, and after (decision 0068)."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from zeal import zeal_ignore

from pyjama.accounts.models import User
from pyjama.contributions.actions import forget_arrivals, look_again, look_at, post_contribution, vote_useful
from pyjama.contributions.actions.networks import EVERYBODY, Whence
from pyjama.contributions.models import Arrival, Contribution, Tally
from pyjama.contributions.models.tally import sealed
from pyjama.contributions.tests.by_mail import answer, news_to, post_in_thread
from pyjama.core import clock
from pyjama.core.limits import DAY, LIMITS
from pyjama.moderation.models import Item
from pyjama.moderation.rules import BEFORE, CROWD, FIRST_LINK, is_suspect

HOME, SCHOOL = "192.0.2.1", "192.0.2.2"
SECOND = timedelta(seconds=1)


@pytest.fixture
def acts(monkeypatch):
    """A function: set how many a Limit allows."""
    return lambda name, number: monkeypatch.setitem(LIMITS, name, LIMITS[name]._replace(acts=number))


@pytest.fixture
def newcomer(world):
    """A function: somebody whose account is an hour old."""
    joined = clock.now() - timedelta(hours=1)
    return lambda name="new": User.objects.create(email=f"{name}@example.org", display_name=name, joined_at=joined)


def post(world, person, body, network=HOME):
    fields = {"language": "en", "submission_key": uuid4(), "whence": look_at(network=network)}
    return post_contribution(call=world.call("menu"), author=person, body=body, **fields)


def waits(network, number):
    return [look_at(network=network).is_crowded for _text in range(number)]


def test_a_network_has_a_few_then_shares_in_what_the_site_has_then_waits_until_a_day_is_over(world, at):
    few, beyond, start = LIMITS["network_texts"].acts, LIMITS["site_texts"].acts, clock.now()
    with at(start):
        assert waits(HOME, few + beyond - 1) == [False] * (few + beyond - 1)
        assert waits(SCHOOL, few + 2) == [False] * (few + 1) + [True]
        assert waits(HOME, 1) == [True]
    with at(start + DAY - SECOND):
        assert waits(SCHOOL, 1) == [True]
    with at(start + DAY):
        assert waits(SCHOOL, 1) == [False]


@pytest.mark.once
def test_three_networks_of_which_nothing_is_known_show_a_hundredth_of_five_thousand_at_most():
    assert 3 * LIMITS["network_texts"].acts + LIMITS["site_texts"].acts <= 50


@pytest.mark.once
@pytest.mark.parametrize(("bad", "texts", "is_closed"), [(1, 1, False), (2, 8, True), (2, 9, False), (3, 12, True)])
def test_a_quarter_of_bad_texts_closes_a_network_and_one_alone_does_not(bad, texts, is_closed):
    assert is_suspect({"bad": bad, "texts": texts}) == is_closed


def test_where_links_come_from_the_rest_waits_too_and_nobody_else_s(world, newcomer):
    person = newcomer()
    for place in range(2):
        assert post(world, person, f"Look: https://lamps{place}.example").held_at
    row = post(world, newcomer("honest"), "Soup, simply.")
    assert row.held_at
    assert Item.objects.about(row).get().rule == CROWD
    assert post(world, newcomer("elsewhere"), "Soup, too.", SCHOOL).held_at is None


def test_what_was_public_before_its_network_was_bad_goes_to_moderators_once(world, browser, newcomer):
    first, elsewhere = post(world, newcomer("first"), "Soup."), post(world, newcomer("elsewhere"), "Bread.", SCHOOL)
    person = newcomer()
    post(world, person, "Look: https://lamps1.example")
    look_again()
    assert not Item.objects.about(first).exists()
    post(world, person, "Look: https://lamps2.example")
    look_again()
    item = Item.objects.about(first).get()
    assert (item.kind, item.rule) == ("burst", BEFORE)
    assert "Much of what newcomers wrote from the same network" in browser(world.odile).get(item.get_absolute_url()).text
    assert not Item.objects.about(elsewhere).exists()
    Item.objects.filter(pk=item.pk).update(closed_at=clock.now())
    look_again()
    assert Item.objects.about(first).count() == 1


def found_good(world, browser, row, how):
    """Somebody says that a text is good."""
    if how == "released":
        Contribution.objects.filter(pk=row.pk).update(held_at=clock.now())
        Arrival.objects.filter(contribution=row).update(rule=CROWD)
        Contribution.objects.filter(pk=row.pk).update(held_at=None)
    elif how == "credited":
        Contribution.objects.filter(pk=row.pk).update(credit=Contribution.Credit.THANKED)
    else:
        voter = world.sam
        if how == "voted by a newcomer":
            User.objects.filter(pk=voter.pk).update(joined_at=clock.now())
        if how == "voted by an old account":
            voter.contributions.update(credit="")
        vote_useful(contribution=row, voter=voter)


@pytest.mark.parametrize(
    ("how", "frees"),
    [
        ("released", True),
        ("credited", True),
        ("voted", True),
        ("voted by a newcomer", False),
        ("voted by an old account", False),
    ],
)
def test_what_people_find_good_lets_the_next_ten_of_its_network_through(world, browser, newcomer, acts, how, frees):
    acts("network_texts", 3)
    acts("site_texts", 0)
    row = post(world, newcomer(), "Soup, simply.")
    waits(HOME, 2)
    assert waits(HOME, 1) == [True]
    found_good(world, browser, row, how)
    more = LIMITS["texts_for_good"].acts - 1
    assert waits(HOME, more + 1) == [not frees] * more + [True]


def test_each_voter_brings_ten_once_and_each_text_let_through_ten_more(world, browser, newcomer):
    rows = [post(world, newcomer(f"new{place}"), f"Soup {place}.") for place in range(3)]
    for row in rows:
        vote_useful(contribution=row, voter=world.sam)
    vote_useful(contribution=rows[0], voter=world.amina)
    found_good(world, browser, rows[1], "released")
    amina_counts = world.amina.contributions.exclude(credit="").exists()
    found = Arrival.objects.found_in(sealed(HOME))
    assert found == {"texts": 3, "bad": 0, "good": 1, "voters": 1 + amina_counts}


def test_who_was_let_through_once_waits_no_more_and_members_never(world, browser, newcomer, acts):
    acts("network_texts", 2)
    acts("site_texts", 0)
    waits(HOME, 2)
    path, person = world.call("menu").get_absolute_url(), newcomer()

    def write(author, body):
        sent = {"language": "en", "submission_key": str(uuid4()), "body": body}
        answer = browser(author).post(path, sent, REMOTE_ADDR=HOME, follow=True)
        return Contribution.objects.get(body=body), answer.text

    row, page = write(person, "Soup, simply.")
    assert row.held_at
    assert "Your text waits for a moderator. Many people who have just arrived" in page
    assert write(world.sam, "Of a member.")[0].held_at is None
    assert not Arrival.objects.filter(contribution__author=world.sam).exists()
    item = Item.objects.about(row).get()
    browser(world.odile).post(reverse("moderation:queue"), {"items": [item.pk], "act": "dismiss:other"})
    Arrival.objects.all().delete()
    Tally.objects.filter(key_digest=sealed(HOME)).update(moments=[clock.now().timestamp()] * 50)
    assert write(person, "And bread.")[0].held_at is None
    assert write(newcomer("other"), "And salad.")[0].held_at


def test_texts_that_were_written_without_an_account_are_counted_each(world, acts):
    acts("network_texts", 3)
    acts("site_texts", 2)
    assert not look_at(network=HOME, texts=3).is_crowded
    assert look_at(network=HOME, texts=3).is_crowded
    assert not look_at(network=SCHOOL, texts=3).is_crowded
    assert not look_at(network=SCHOOL, texts=2).is_crowded
    assert len(Tally.objects.get(act=Tally.Act.BEYOND, key_digest=sealed(EVERYBODY)).moments) == 2


def test_from_where_a_text_came_is_sealed_and_forgotten_after_a_day(world, newcomer, at):
    with at(clock.now()):
        row = post(world, newcomer(), "Soup, simply.")
    assert HOME not in str([*Arrival.objects.values()])
    for later, are_left in ((DAY - SECOND, 1), (DAY, 0)):
        with at(row.posted_at + later):
            forget_arrivals()
            assert Arrival.objects.filter(contribution=row).count() == are_left


def test_an_answer_by_mail_comes_from_the_host_of_her_address(world, settings, acts):
    settings.INBOUND_DOMAIN = "reply.example.org"
    acts("network_texts", 2)
    acts("site_texts", 0)
    User.objects.filter(pk=world.sam.pk).update(joined_at=clock.now())
    world.sam.contributions.update(credit="")
    row = post_in_thread(world, world.sam, "Call it Ladle.")
    post_in_thread(world, world.lise, "I like Ladle.", row)
    outcomes = [
        answer(news_to(world.sam), f"So do I, {place} times.", message_id=f"<{place}@example.org>") for place in range(3)
    ]
    assert outcomes == ["published"] * 3
    assert [reply.held_at is None for reply in row.replies.filter(author=world.sam).order_by("pk")] == [True, True, False]


def held(world, person, body, network=HOME):
    """The Item of a text that waits."""
    fields = {"language": "en", "submission_key": uuid4(), "whence": Whence(sealed(network), is_crowded=True)}
    return Item.objects.about(post_contribution(call=world.call("menu"), author=person, body=body, **fields)).get()


def test_the_first_of_each_network_is_read_first_and_links_after_words(world, newcomer):
    person = newcomer()
    flood = [held(world, person, f"Look: https://lamps{place}.example") for place in range(2)]
    words = [held(world, person, f"Soup, number {place}.") for place in range(2)]
    other = held(world, newcomer("other"), "Bread.", SCHOOL)
    assert flood[0].rule == FIRST_LINK
    ours = [item for item in Item.objects.open().for_queue() if item in {*flood, *words, other}]
    assert ours == [flood[0], words[0], other, words[1], flood[1]]


def test_who_is_suspended_has_all_hidden_that_waits_of_hers_in_one_decision(world, browser, newcomer):
    person, neighbour = newcomer(), newcomer("neighbour")
    hers = [held(world, person, f"Soup, number {place}.") for place in range(3)]
    honest = held(world, neighbour, "Bread.")
    with zeal_ignore():  # each is decided alone, as if it were opened
        browser(world.odile).post(reverse("moderation:queue"), {"items": [hers[0].pk], "act": "suspend:spam"})
        browser(world.odile).post(reverse("moderation:queue"), {"items": [honest.pk], "act": "dismiss:other"})
    rows = Contribution.objects.filter(author=person)
    assert {row.hidden_at is None for row in rows} == {False}
    assert person.decisions.filter(verb="suspend").count() == 1
    assert neighbour.decisions.get().verb == "release"
    assert neighbour.notifications.filter(kind="decision").exists()
