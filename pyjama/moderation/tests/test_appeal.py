"""A second look: once, within 20 days, by somebody else, whatever the order in which things come."""

from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.db import connection, transaction
from django.urls import reverse

from pyjama.accounts.models import User
from pyjama.core.refusals import Refused
from pyjama.moderation.actions import appeal, decide_appeal, undo
from pyjama.moderation.models import Appeal, Verb

WORDS = "It was a joke among friends."


@pytest.fixture
def second(world):
    """Another moderator."""
    User.objects.filter(pk=world.yasmine.pk).update(is_moderator=True)
    return world.yasmine


def ask(browser, person, decision, words=WORDS):
    return browser(person).post(reverse("moderation:appeal", args=[decision.pk]), {"words": words}, follow=True)


def test_an_appeal_goes_to_another_moderator_and_its_outcome_is_told(world, browser, decided, second, outbox):
    decision = decided()

    page = ask(browser, world.sam, decision).content.decode()

    assert "Another person looks at it" in page
    made = Appeal.objects.get(decision=decision)
    assert [mail.recipient for mail in outbox()][-1:] == [second.email]
    path = made.get_deciding_url()
    first = browser(world.odile).post(path, {"verdict": "overturned", "answer": "No."}).content.decode()
    assert "You took this decision" in first
    browser(second).post(path, {"verdict": "overturned", "answer": "You are right, and we are sorry."})
    made.refresh_from_db()
    assert (made.verdict, made.decided_by) == ("overturned", second)
    mail = outbox()[-1]
    assert mail.recipient == world.sam.email
    assert "You are right, and we are sorry." in mail.text
    assert "restaurant I could never" in browser().get(decision.item.target.call.get_absolute_url()).content.decode()


def test_each_step_is_mailed_once(world, decided, second, outbox):
    decision = decided()
    made = appeal(decision=decision, person=world.sam, words=WORDS)
    decide_appeal(appeal=made, moderator=second, verdict="upheld", answer="It hurts all the same.")
    assert [mail.recipient for mail in outbox()] == [world.sam.email, second.email, world.sam.email]


def test_where_one_moderator_is_alone_an_operator_looks_and_the_page_says_so(world, browser, decided):
    decision = decided()
    page = browser(world.sam).get(decision.get_absolute_url()).content.decode()
    assert "the operator of the site looks at it" in page
    made = appeal(decision=decision, person=world.sam, words=WORDS)
    assert browser(world.theo).get(made.get_deciding_url()).status_code == 200
    browser(world.theo).post(made.get_deciding_url(), {"verdict": "upheld", "answer": "It stands."})
    made.refresh_from_db()
    assert made.decided_by == world.theo


def test_an_operator_has_no_part_in_it_while_there_is_another_moderator(world, browser, decided, second):
    made = appeal(decision=decided(), person=world.sam, words=WORDS)
    assert browser(world.theo).get(made.get_deciding_url()).status_code == 404


def test_twenty_days_to_the_second(world, decided, at):
    decision = decided()
    with at(decision.made_at + timedelta(days=20)), pytest.raises(Refused, match="within 20 days"):
        appeal(decision=decision, person=world.sam, words=WORDS)
    with at(decision.made_at + timedelta(days=20) - timedelta(seconds=1)):
        assert appeal(decision=decision, person=world.sam, words=WORDS)


def test_once(world, browser, decided):
    decision = decided()
    ask(browser, world.sam, decision)
    page = ask(browser, world.sam, decision, "And another thing, which I typed.").content.decode()
    assert "it is done once" in page
    assert "And another thing, which I typed." in page
    assert Appeal.objects.filter(decision=decision).count() == 1


def test_whom_it_does_not_concern_may_not_ask(world, browser, decided):
    decision = decided()
    assert ask(browser, world.amina, decision).status_code == 404
    assert not Appeal.objects.filter(decision=decision).exists()


def test_what_was_decided_twice_is_decided_once(world, decided, second, outbox):
    made = appeal(decision=decided(), person=world.sam, words=WORDS)
    decide_appeal(appeal=made, moderator=second, verdict="upheld", answer="It stands.")
    with pytest.raises(Refused, match="done already"):
        decide_appeal(appeal=made, moderator=second, verdict="overturned", answer="It does not.")


def test_an_undone_decision_needs_no_second_look_and_one_that_came_before_is_still_answered(world, decided, second):
    decision = decided()
    made = appeal(decision=decision, person=world.sam, words=WORDS)
    undo(decision=decision, moderator=world.odile)
    assert decide_appeal(appeal=made, moderator=second, verdict="overturned", answer="It was undone.").decided_at
    with pytest.raises(Refused, match="undone already"):
        appeal(decision=decision, person=world.sam, words=WORDS)


def test_ends_of_a_suspension_that_is_overturned(world, browser, decided, second):
    decision = decided(Verb.SUSPEND, days=30)
    made = appeal(decision=decision, person=world.sam, words=WORDS)
    assert browser(world.sam).post(reverse("calls:copy", args=[1])).status_code == 409
    decide_appeal(appeal=made, moderator=second, verdict="overturned", answer="Sorry.")
    assert browser(world.sam).post(reverse("calls:copy", args=[1])).status_code == 404


@pytest.mark.django_db(transaction=True)
def test_of_two_who_decide_at_the_same_moment_one_does(world, decided, second):
    made = appeal(decision=decided(), person=world.sam, words=WORDS)
    barrier, said = Barrier(2), []

    def settle(moderator, verdict):
        barrier.wait()
        try:
            with transaction.atomic():
                decide_appeal(appeal=made, moderator=moderator, verdict=verdict, answer="So.")
            said.append(verdict)
        except Refused as refusal:
            said.append(str(refusal)[:30])
        finally:
            connection.close()

    threads = [Thread(target=settle, args=pair) for pair in ((second, "upheld"), (world.theo, "overturned"))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len([each for each in said if each in {"upheld", "overturned"}]) == 1
    assert len(said) == 2
