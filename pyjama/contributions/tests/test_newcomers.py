"""What people who have just arrived may do in their first day, and what of theirs is read before it is public."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from pyjama.accounts.models import User
from pyjama.attachments.actions import keep_attachment
from pyjama.attachments.attaching import checked
from pyjama.attachments.tests.files import picture, upload
from pyjama.calls.models import Call
from pyjama.contributions.actions import edit_contribution, post_contribution, vote_useful
from pyjama.contributions.models import Contribution
from pyjama.core import clock
from pyjama.core.limits import DAY, LIMITS, TooOften, refuse_newcomer_beyond
from pyjama.moderation.models import Hold, Item
from pyjama.moderation.rules import CHANGED, FIRST_LINK, NEAR_TEXT, NEWCOMER_FOR, SAME_TEXT

LINK = "Look at https://lamps.example/offer for more."
DISHES = [
    "a soup of squash with much ginger and the bread that the bakery on the corner gives away at six",
    "lentils as my grandmother made them, with vinegar in the end, since they keep for three days",
    "pancakes, because children come, who then stay for the salad that nobody would touch before",
]
NEWS = "Our wonderful lamps make each home office shine all night!"


@pytest.fixture
def newcomer(world):
    """Somebody whose account is an hour old."""
    return User.objects.create(email="new@example.org", display_name="New", joined_at=clock.now() - timedelta(hours=1))


def post(world, person, body, call="menu"):
    fields = {"language": "en", "submission_key": uuid4(), "used_ai": False}
    return post_contribution(call=world.call(call), author=person, body=body, **fields)


def hold_of(row):
    return Hold.objects.get(item__in=Item.objects.about(row))


def test_a_first_link_waits_and_its_author_alone_sees_it_and_is_told(world, browser, newcomer):
    row, path = post(world, newcomer, LINK), world.call("menu").get_absolute_url()
    assert hold_of(row).rule == FIRST_LINK
    hers, others = (browser(person).get(path).text for person in (newcomer, world.sam))
    assert (LINK[:7] in hers.split(row.anchor)[-1], row.anchor in others) == (True, False)
    assert "A moderator reads this first" in hers
    assert "It is the first link of somebody who has just arrived." in hers
    assert reverse("contributions:reply", args=[row.pk]) not in hers
    assert post(world, newcomer, LINK + " Again.").held_at


def test_once_one_was_let_through_the_next_is_public(world, newcomer):
    row = post(world, newcomer, LINK)
    Contribution.objects.filter(pk=row.pk).update(held_at=None)
    assert post(world, newcomer, "And https://another.example").held_at is None


def test_members_and_texts_without_a_link_do_not_wait(world, newcomer):
    assert post(world, world.sam, LINK).held_at is None
    assert post(world, newcomer, "Soup, simply.").held_at is None
    User.objects.filter(pk=newcomer.pk).update(joined_at=clock.now() - NEWCOMER_FOR - timedelta(hours=1))
    assert post(world, User.objects.get(pk=newcomer.pk), LINK).held_at is None


def test_an_honest_person_in_the_same_minute_feels_nothing(world):
    people = [User.objects.create(email=f"{place}@example.org", joined_at=clock.now()) for place in range(3)]
    rows = [post(world, person, NEWS) for person in people]
    assert [row.held_at is None for row in rows] == [True, True, False]
    assert hold_of(rows[-1]).rule == SAME_TEXT
    assert post(world, world.sam, NEWS).held_at is None


def test_who_speaks_for_the_organization_that_asked_does_not_wait(world, newcomer):
    world.call("menu").organization.memberships.create(person=newcomer, role="editor")
    row = post(world, newcomer, LINK)
    assert (row.for_organization, row.held_at) == (True, None)
    Contribution.objects.filter(pk=row.pk).delete()
    elsewhere = Call.objects.filter(state="open", closes_at__gt=clock.now()).exclude(organization=row.call.organization)
    fields = {"language": "en", "submission_key": uuid4(), "used_ai": False}
    assert post_contribution(call=elsewhere.first(), author=newcomer, body=LINK, **fields).held_at


def test_nearly_the_same_of_three_people_waits_from_the_third_on_and_answers_to_one_question_do_not(world):
    people = [User.objects.create(email=f"{place}@example.org", joined_at=clock.now()) for place in range(6)]
    texts = [f"{word} wonderful lamps make each home office shine all night, {word}!" for word in ("Our", "My", "His")]
    rows = [post(world, *each) for each in zip(people, texts, strict=False)]
    assert [row.held_at is None for row in rows] == [True, True, False]
    assert hold_of(rows[-1]).rule == NEAR_TEXT
    asked = "What to serve on the first of the month: I would say"
    rows = [post(world, person, f"{asked} {dish}.") for person, dish in zip(people[3:], DISHES, strict=True)]
    assert [row.held_at for row in rows] == [None] * 3


def test_what_would_wait_by_itself_does_not_come_in_by_editing(world, browser, newcomer):
    row = post(world, newcomer, "Soup, simply.")
    path = reverse("contributions:edit", args=[row.pk])
    answer = browser(newcomer).post(path, {"body": LINK})
    assert (answer.status_code, LINK in answer.text) == (422, True)
    assert "write that as a reply of its own" in answer.text
    assert browser(newcomer).post(path, {"body": "Soup, and bread."}).status_code == 302
    row.refresh_from_db()
    assert row.body == "Soup, and bread."
    waiting = post(world, newcomer, LINK)
    path = reverse("contributions:edit", args=[waiting.pk])
    assert browser(newcomer).post(path, {"body": LINK + " Now."}).status_code == 302


def test_what_is_changed_after_a_moderator_let_it_through_goes_to_moderators_again(world, browser, newcomer):
    row = post(world, newcomer, LINK)
    release = {"verb": "release", "ground": "other"}
    browser(world.odile).post(Item.objects.about(row).get().get_absolute_url(), release)
    path = reverse("contributions:edit", args=[row.pk])
    for body in (LINK + " Or not.", LINK + " Or yes."):
        assert browser(newcomer).post(path, {"body": body}).status_code == 302
    item = Item.objects.open().about(row).get()
    assert item.rule == CHANGED
    assert "Or yes." in browser(world.odile).get(item.get_absolute_url()).text
    assert "Or yes." in browser().get(world.call("menu").get_absolute_url()).text
    browser(world.odile).post(item.get_absolute_url(), {"verb": "dismiss", "ground": "other"})
    file = keep_attachment(owner=newcomer, file=checked(upload(picture(), "lamp.png")))
    row.refresh_from_db()
    edit_contribution(contribution=row, body=row.body, used_ai=False)
    assert not Item.objects.open().about(row).exists()
    edit_contribution(contribution=row, body=row.body, used_ai=False, attachments=[(file, "A lamp.")])
    assert Item.objects.open().about(row).exists()


def fill(world, person, number, at):
    """Rows of hers, all of one moment."""
    for place in range(number):
        person.uploads.create(size=place, uploaded_at=at)


def test_a_limit_holds_at_its_boundary_and_says_when_it_ends(world, newcomer, at, monkeypatch):
    most, start = LIMITS["first_uploads"].acts, clock.now()
    with at(start):
        fill(world, newcomer, most - 1, start - timedelta(minutes=30))
        refuse_newcomer_beyond("first_uploads", newcomer, newcomer.uploads, "uploaded_at")
        fill(world, newcomer, 1, start)
        with pytest.raises(TooOften) as refused:
            refuse_newcomer_beyond("first_uploads", newcomer, newcomer.uploads, "uploaded_at")
    assert refused.value.until == start - timedelta(minutes=30) + DAY
    User.objects.filter(pk=newcomer.pk).update(joined_at=start)
    for moment, is_refused in ((refused.value.until - timedelta(seconds=1), True), (refused.value.until, False)):
        person = User(pk=newcomer.pk, joined_at=moment)
        with at(moment):
            if is_refused:
                with pytest.raises(TooOften):
                    refuse_newcomer_beyond("first_uploads", person, person.uploads, "uploaded_at")
            else:
                refuse_newcomer_beyond("first_uploads", person, person.uploads, "uploaded_at")


@pytest.mark.parametrize("name", ["first_contributions", "first_links", "first_votes"])
def test_the_first_day_has_limits_that_later_days_have_not(world, newcomer, monkeypatch, name):
    monkeypatch.setitem(LIMITS, name, LIMITS[name]._replace(acts=1))
    answers = [*world.call("menu").contributions.answers()[:2]]

    def act(person, place):
        if name == "first_votes":
            return vote_useful(contribution=answers[place], voter=person)
        return post(world, person, f"{LINK} {place}")

    act(newcomer, 0)
    with pytest.raises(TooOften, match="you can go on"):
        act(newcomer, 1)
    User.objects.filter(pk=newcomer.pk).update(joined_at=clock.now() - DAY - timedelta(hours=1))
    act(User.objects.get(pk=newcomer.pk), 1)


def test_a_network_of_newcomers_has_its_own_limit_and_the_page_keeps_what_was_typed(world, browser, newcomer, monkeypatch):
    monkeypatch.setitem(LIMITS, "newcomer_texts", LIMITS["newcomer_texts"]._replace(acts=1))
    path, client = world.call("menu").get_absolute_url(), browser(newcomer)
    sent = {"language": "en", "submission_key": str(uuid4())}
    assert client.post(path, sent | {"body": "One."}).status_code == 302
    answer = client.post(path, sent | {"body": "Two, of the same place.", "submission_key": str(uuid4())})
    assert answer.status_code == 422
    assert "Two, of the same place." in answer.text
    assert "you can go on" in answer.text
    neighbour = User.objects.create(email="next@example.org", joined_at=clock.now())
    assert browser(neighbour).post(path, sent | {"body": "Her first, from there."}).status_code == 302
    assert browser(world.sam).post(path, sent | {"body": "Three."}).status_code == 302


def test_where_no_form_takes_the_refusal_in_a_page_says_when_to_come_back(world, browser, newcomer, monkeypatch):
    monkeypatch.setitem(LIMITS, "first_votes", LIMITS["first_votes"]._replace(acts=1))
    client, answers = browser(newcomer), [*world.call("menu").contributions.answers()[:2]]
    statuses = [client.post(reverse("contributions:useful", args=[row.pk])) for row in answers]
    assert [answer.status_code for answer in statuses] == [302, 429]
    assert 86_000 < int(statuses[1]["Retry-After"]) <= 86_400
    part = client.post(reverse("contributions:useful", args=[answers[1].pk]), headers={"HX-Request": "true"})
    assert (part.status_code, part["HX-Retarget"]) == (409, "#refusal")
