"""Who was erased, outside of the database: a backup brings nobody back."""

from datetime import timedelta

from pyjama.accounts.models import User
from pyjama.core import clock
from pyjama.privacy import ledger
from pyjama.privacy.actions import ask_to_leave, replay_erasures
from pyjama.world.story import address_of


def has_account(name):
    """Whether somebody of the story still has one."""
    return User.objects.filter(email=address_of(name)).exists()


def test_the_ledger_says_who_and_when_and_no_more(world, erased):
    key = world.amina.pk
    ask_to_leave(person=world.amina, words_go=True, at_once=True)
    erased()
    (line,) = ledger.lines()
    assert (line.person, line.words_go) == (key, True)
    assert "amina" not in ledger.place().read_text().lower()


def test_a_backup_brings_back_none_of_ten(world):
    """What a restored backup has: ten people as they were. Replaying the ledger erases them again."""
    ten = [User.objects.create_user(f"leaver-{number}@example.org", display_name=f"Leaver {number}") for number in range(10)]
    for person in ten:
        ledger.note(person, words_go=False)
    assert replay_erasures() == 10
    assert not User.objects.filter(pk__in=[person.pk for person in ten]).exists()
    assert replay_erasures() == 0


def test_a_number_that_was_given_again_is_somebody_elses(world, at):
    with at(clock.now() - timedelta(days=900)):
        ledger.note(world.amina, words_go=False)
    assert replay_erasures() == 0
    assert has_account("amina")


def test_a_line_that_a_crash_left_half_written_is_passed_over(world):
    ledger.note(world.amina, words_go=False)
    with ledger.place().open("a") as file:
        file.write('{"at": "2026-')
    assert len([*ledger.lines()]) == 1
