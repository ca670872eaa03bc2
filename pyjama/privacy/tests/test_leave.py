"""Leaving: what goes, what stays, and what a backup must not bring back."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.files.storage import storages
from django.urls import reverse

from pyjama.accounts.models import User
from pyjama.accounts.tests.pages import is_signed_in, prove
from pyjama.attachments.actions import keep_attachment
from pyjama.attachments.attaching import checked
from pyjama.attachments.models import FOLDER
from pyjama.attachments.tests.files import proof
from pyjama.contributions.actions import post_contribution, vote_useful
from pyjama.contributions.models import Contribution
from pyjama.core import clock
from pyjama.core.privacy import Leaving, data_map
from pyjama.mail.models import Mail
from pyjama.notifications.models import Notification
from pyjama.privacy.actions import (
    ask_for_export,
    ask_to_leave,
    carry_out_departures,
    erase_person,
    erasure,
    follow_unused_accounts,
    make_exports,
)
from pyjama.privacy.models import Departure
from pyjama.world.story import address_of

LEAVE = "privacy:leave"
NOW = {"words": "stay", "when": "now", "is_sure": "on"}


def answer(world, person, body="I can do page 2.", **options):
    options = {"call": world.call("menu"), "language": "en", "submission_key": uuid4()} | options
    return post_contribution(author=person, body=body, **options)


def has_account(name):
    """Whether somebody of the story still has one."""
    return User.objects.filter(email=address_of(name)).exists()


@pytest.fixture
def leaver(world, browser):
    """Amina's browser, where she has just shown that it is she."""
    client = browser(world.amina)
    prove(client, world.amina)
    return client


def test_the_page_says_what_goes_and_asks_for_proof_first(world, browser, leaver):
    assert "/confirm/" in browser(world.amina).get(reverse(LEAVE)).url
    page = leaver.get(reverse(LEAVE)).text
    assert "What goes, for good" in page
    assert "former member" in page
    assert leaver.post(reverse(LEAVE), NOW | {"is_sure": ""}).status_code == 422
    assert not Departure.objects.exists()


def test_within_seven_days_she_may_change_her_mind(world, leaver, outbox, at, erased):
    leaver.post(reverse(LEAVE), NOW | {"when": "later"})
    assert "seven days" in outbox()[0].subject
    assert "Keep my account" in leaver.get(reverse("privacy:mine")).text
    erased()
    assert has_account("amina")

    leaver.post(reverse("privacy:stay"))
    with at(clock.now() + timedelta(days=8)):
        erased()
    assert has_account("amina")


def test_after_seven_days_she_is_gone(world, leaver, at, erased):
    leaver.post(reverse(LEAVE), NOW | {"when": "later"})
    with at(clock.now() + timedelta(days=7, minutes=1)):
        erased()
    assert not has_account("amina")


def test_at_once_she_is_signed_out_everywhere_and_gone_in_a_minute(world, leaver, browser, erased):
    elsewhere = browser(world.amina)
    leaver.post(reverse(LEAVE), NOW)
    assert not is_signed_in(leaver)
    assert "/sign-in/" in elsewhere.get(reverse("privacy:mine")).url
    erased()
    assert not has_account("amina")


def test_her_words_stay_as_a_former_members(world, browser, leaver, erased):
    mine = answer(world, world.amina, "Page 2 is hers.")
    User.objects.filter(pk=world.amina.pk).update(display_name="Amina of the menu")
    leaver.post(reverse(LEAVE), NOW)
    erased()
    mine = Contribution.objects.get(pk=mine.pk)
    assert mine.author == User.objects.former()
    thread = browser().get(world.call("menu").get_absolute_url()).text
    assert "Page 2 is hers." in thread
    assert "former member" in thread
    assert "Amina of the menu" not in thread


def test_or_her_words_go_along(world, browser, leaver, erased):
    mine = answer(world, world.amina, "Page 2 is hers.")
    leaver.post(reverse(LEAVE), NOW | {"words": "go"})
    erased()
    mine.refresh_from_db()
    assert mine.withdrawn_at
    assert "Page 2 is hers." not in browser().get(world.call("menu").get_absolute_url()).text


def test_the_last_owner_of_an_organization_hands_it_over_first(world, browser):
    client = browser(world.ruth)
    prove(client, world.ruth)
    page = client.get(reverse(LEAVE)).text
    assert "First, these organizations" in page
    assert client.post(reverse(LEAVE), NOW).status_code == 422
    assert not Departure.objects.exists()


def test_who_became_the_last_owner_meanwhile_waits(world, at, erased):
    Departure.objects.create(person=world.ruth, due_at=clock.now())
    erased()
    assert has_account("ruth")


@pytest.fixture
def marked(world):
    """Amina with markers in all that names her, who wrote, was answered, voted, sent a file and asked for her data."""
    person, chloe, sam = world.amina, world.chloe, world.sam
    User.objects.filter(pk=person.pk).update(display_name="marker-name", email="marker-mail@example.org")
    person.emailaddress_set.update(email="marker-mail@example.org")
    person.refresh_from_db()
    answer(world, chloe, "Thank you.", parent=answer(world, person))
    vote_useful(contribution=answer(world, sam), voter=person)
    file = keep_attachment(owner=person, file=checked(proof()))
    export = ask_for_export(person=person, language="en")
    make_exports()
    return person, [f"{FOLDER}/{file.files[-1]}", export.name]


def test_no_byte_of_her_is_left_anywhere(world, browser, marked, erased, django_capture_on_commit_callbacks):
    """Every row of every table is read, every stored file looked for, and the pages where she was."""
    person, files = marked
    assert Notification.objects.filter(actor_name="marker-name").exists()
    assert Mail.objects.filter(recipient="marker-mail@example.org").exists()

    with django_capture_on_commit_callbacks(execute=True):
        ask_to_leave(person=person, words_go=False, at_once=True)
        erased()

    assert [where for where in everything_kept() if "marker-" in where] == []
    assert [name for name in files if storages["private"].exists(name)] == []
    assert "marker-" not in browser().get(world.call("menu").get_absolute_url()).text
    assert "marker-" not in browser(world.chloe).get(reverse("notifications:list")).text


def everything_kept():
    """Every row of the database, in words."""
    for table in data_map().values():
        for row in table.model_class._base_manager.values():
            yield f"{table.model}: {row}"


def test_every_row_that_named_her_is_erased_given_away_or_names_nobody(world, erased):
    person, key = world.amina, world.amina.pk
    answer(world, person)
    ask_to_leave(person=person, words_go=False, at_once=True)
    erased()
    for table in data_map().values():
        for link in table.links:
            assert not table.model_class._base_manager.filter(**{link: key}).exists(), f"{table.model}.{link}"
    assert any(leaving == Leaving.KEPT for table in data_map().values() for leaving in table.links.values())


def test_her_votes_are_counted_no_more(world, erased):
    theirs = answer(world, world.sam)
    vote_useful(contribution=theirs, voter=world.amina)
    ask_to_leave(person=world.amina, words_go=False, at_once=True)
    erased()
    assert Contribution.objects.get(pk=theirs.pk).useful_count == 0


@pytest.mark.parametrize("step", range(4))
def test_an_erasure_that_was_killed_goes_on(world, monkeypatch, erased, step):
    """The worker dies in one of the steps; the next round finds what is left, and ends it."""
    parts = erasure.parts()

    def dies(person, *, words_go):
        raise KeyboardInterrupt

    answer(world, world.amina)
    ask_to_leave(person=world.amina, words_go=True, at_once=True)
    with monkeypatch.context() as patch:
        patch.setattr(erasure, "parts", lambda: [*parts[:step], dies])
        with pytest.raises(KeyboardInterrupt):
            erased()
    assert not world.amina.is_active
    erased()
    erased()
    assert not has_account("amina")


def test_an_account_that_nobody_used_for_two_years_is_warned_twice_and_goes(world, outbox, at, erased):
    long_ago = clock.now() - timedelta(days=800)
    User.objects.exclude(pk=world.amina.pk).update(last_login=clock.now())
    User.objects.filter(pk=world.amina.pk).update(joined_at=long_ago, last_login=long_ago)
    world.amina.usersession_set.all().delete()
    follow_unused_accounts()
    follow_unused_accounts()
    assert len(outbox()) == 1
    with at(clock.now() + timedelta(days=24)):
        follow_unused_accounts()
        follow_unused_accounts()
    assert len(outbox()) == 2
    with at(clock.now() + timedelta(days=31)):
        erased()
    assert not has_account("amina")


def test_who_comes_back_keeps_her_account(world, at, erased):
    Departure.objects.create(person=world.amina, reason=Departure.Reason.UNUSED, due_at=clock.now() + timedelta(days=30))
    User.objects.filter(pk=world.amina.pk).update(last_login=clock.now() + timedelta(days=1))
    follow_unused_accounts()
    with at(clock.now() + timedelta(days=31)):
        erased()
    assert has_account("amina")


def test_the_former_member_can_never_sign_in(world, browser):
    former = User.objects.former()
    assert not former.is_active
    assert not former.has_usable_password()
    assert str(former) == "former member"


def test_erasing_twice_is_erasing_once(world):
    erase_person(person=world.amina, words_go=False)
    carry_out_departures()
