"""One credit at a time, as the desk sends them where scripts run; colleagues who sort beside; the way back."""

from http import HTTPStatus

import pytest
from django.urls import reverse

from pyjama.contributions.models import Contribution
from pyjama.notifications.models import Kind, Notification
from pyjama.outcomes.actions import finish_call, write_outcome
from pyjama.outcomes.desk.actions import credit_contributions, thank_the_rest
from pyjama.outcomes.models import CreditChange
from pyjama.outcomes.tests.conftest import answer

HTMX = {"HX-Request": "true"}


def give(client, contribution, credit, seen=""):
    """Choose a credit on a desk that shows `seen`."""
    sent = {f"credit-{contribution.pk}": credit, f"initial-credit-{contribution.pk}": seen}
    return client.post(reverse("outcomes:credit", args=[contribution.pk]), sent, headers=HTMX)


def given_in(call):
    return [*call.contributions.answers().values_list("credit", flat=True)]


def chosen(contribution):
    """The words of the choice that is ticked for a contribution."""
    return f'name="credit-{contribution.pk}" value="{contribution.credit}" form="desk" checked'


def test_a_credit_is_kept_at_once_and_counted(world, browser, call, answers):
    response = give(browser(world.ruth), answers[0], "used")

    answers[0].refresh_from_db()
    assert (answers[0].credit, answers[0].credited_by) == ("used", world.ruth)
    assert chosen(answers[0]) in response.text
    assert "2 of 3 still have no word from you." in response.text
    assert "data-undo" in response.text


def test_a_credit_that_a_colleague_gave_meanwhile_is_shown_and_stands_until_one_decides(
    world, browser, call, answers, colleague
):
    give(browser(colleague), answers[0], "used")
    response = give(browser(world.ruth), answers[0], "thanked")

    assert response.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "You chose “thank you”, but Camille said “used” meanwhile." in response.text
    answers[0].refresh_from_db()
    assert (answers[0].credit, answers[0].credited_by) == ("used", colleague)
    assert chosen(answers[0]) in response.text

    assert give(browser(world.ruth), answers[0], "thanked", seen="used").status_code == HTTPStatus.OK
    answers[0].refresh_from_db()
    assert answers[0].credit == "thanked"


def test_the_whole_form_overwrites_no_colleague_and_keeps_everything_else(world, browser, call, answers, colleague, desk):
    give(browser(colleague), answers[0], "used")
    sent = {f"credit-{answers[0].pk}": "thanked", f"initial-credit-{answers[0].pk}": ""}
    sent |= {f"credit-{answers[1].pk}": "inspired", f"initial-credit-{answers[1].pk}": ""}
    sent |= {"body": "We painted it.", "language": "en", "finish": "1"}
    response = browser(world.ruth).post(desk, sent)

    assert response.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert given_in(call) == ["used", "inspired", ""]
    assert call.outcome.body == "We painted it."
    assert "A colleague was faster" in response.text
    assert "Camille said “used” meanwhile" in response.text
    assert f'name="initial-credit-{answers[0].pk}" value="used"' in response.text


def test_two_who_say_the_same_do_not_disagree(world, browser, call, answers, colleague):
    give(browser(colleague), answers[0], "used")

    assert give(browser(world.ruth), answers[0], "used").status_code == HTTPStatus.OK


def test_ones_own_other_window_is_no_colleague(world, browser, call, answers):
    give(browser(world.ruth), answers[0], "used")

    assert give(browser(world.ruth), answers[0], "inspired").status_code == HTTPStatus.OK
    assert given_in(call)[0] == "inspired"


def test_what_colleagues_do_appears(world, browser, call, answers, colleague):
    changes, ruth = reverse("outcomes:changes", args=[call.pk]), browser(world.ruth)
    seen = CreditChange.objects.last_number(call)
    assert ruth.get(changes, {"after": seen}).status_code == HTTPStatus.NO_CONTENT
    give(browser(colleague), answers[1], "inspired")
    response = ruth.get(changes, {"after": seen})

    answers[1].refresh_from_db()
    assert chosen(answers[1]) in response.text
    assert "said by Camille" in response.text
    assert f'id="credit-{answers[0].pk}"' not in response.text
    assert f"?after={CreditChange.objects.last_number(call)}" in response.text
    assert ruth.get(changes, {"after": CreditChange.objects.last_number(call)}).status_code == HTTPStatus.NO_CONTENT


@pytest.mark.parametrize("after", ["", "x", "-1", "9" * 30, "٣"])
def test_a_desk_that_does_not_say_what_it_saw_gets_nothing(world, browser, call, after):
    response = browser(world.ruth).get(reverse("outcomes:changes", args=[call.pk]), {"after": after})

    assert response.status_code == HTTPStatus.NO_CONTENT


def test_what_one_did_last_is_taken_back_step_by_step(world, browser, call, answers):
    ruth, undo = browser(world.ruth), reverse("outcomes:undo", args=[call.pk])
    give(ruth, answers[0], "used")
    give(ruth, answers[0], "inspired", seen="used")
    thank_the_rest(call=call, organizer=world.ruth)
    assert given_in(call) == ["inspired", "thanked", "thanked"]

    response = ruth.post(undo, headers=HTMX)
    assert given_in(call) == ["inspired", "", ""]
    assert response.text.count("data-hx-swap-oob") == 4
    ruth.post(undo)
    assert given_in(call) == ["used", "", ""]
    ruth.post(undo)
    assert given_in(call) == ["", "", ""]
    assert world.sam.karma_entries.filter(object_id=answers[0].pk).total() == 1
    assert "There is nothing left to undo." in ruth.post(undo).text


def test_undoing_leaves_what_a_colleague_changed_since(world, browser, call, answers, colleague):
    undo = reverse("outcomes:undo", args=[call.pk])
    give(browser(world.ruth), answers[0], "used")
    give(browser(colleague), answers[0], "inspired", seen="used")
    browser(world.ruth).post(undo)

    assert given_in(call)[0] == "inspired"
    assert browser(world.ruth).post(undo).status_code == HTTPStatus.CONFLICT


def test_undoing_gives_no_credit_again_that_a_colleague_has_taken_back(world, browser, call, answers, colleague):
    give(browser(world.ruth), answers[0], "used")
    give(browser(world.ruth), answers[0], "inspired", seen="used")
    give(browser(colleague), answers[0], "", seen="inspired")
    browser(world.ruth).post(reverse("outcomes:undo", args=[call.pk]))

    assert given_in(call)[0] == ""


def test_nobody_undoes_what_a_colleague_did(world, browser, call, answers, colleague):
    give(browser(colleague), answers[0], "used")

    assert browser(world.ruth).post(reverse("outcomes:undo", args=[call.pk])).status_code == HTTPStatus.CONFLICT
    assert given_in(call)[0] == "used"


def test_a_call_finished_in_one_window_takes_no_credit_in_another(world, browser, call, answers):
    thank_the_rest(call=call, organizer=world.ruth)
    write_outcome(call=call, author=world.ruth, body="Done.", language="en")
    finish_call(call=call)
    response = give(browser(world.ruth), answers[0], "used", seen="thanked")

    assert response.status_code == HTTPStatus.CONFLICT
    assert "This call is finished" in response.text
    assert given_in(call)[0] == "thanked"
    assert browser(world.ruth).post(reverse("outcomes:undo", args=[call.pk])).status_code == HTTPStatus.CONFLICT


def test_news_of_a_credit_that_nobody_read_goes_with_it(world, browser, open_call):
    given = answer(open_call, world.amina)
    give(browser(world.ruth), given, "used")
    assert Notification.objects.about(Kind.CREDIT, [given]).count() == 1
    browser(world.ruth).post(reverse("outcomes:undo", args=[open_call.pk]))

    assert not Notification.objects.about(Kind.CREDIT, [given]).exists()


@pytest.mark.parametrize("credit", ["adored", "x" * 200])
def test_a_credit_that_there_is_not_changes_nothing(world, browser, call, answers, credit):
    assert give(browser(world.ruth), answers[0], credit).status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert given_in(call)[0] == ""


def test_replies_and_withdrawn_words_are_not_credited(world, browser, call, answers):
    reply = answer(call, world.sam, parent=answers[1])

    assert give(browser(world.ruth), reply, "used").status_code == HTTPStatus.NOT_FOUND


def test_only_the_team_credits(world, browser, call, answers):
    for person in (world.lise, world.chloe, world.odile):
        assert give(browser(person), answers[0], "used").status_code == HTTPStatus.NOT_FOUND
    assert not Contribution.objects.get(pk=answers[0].pk).credit


def test_the_queries_do_not_grow_with_what_changed(world, browser, open_call, django_assert_max_num_queries):
    ruth = browser(world.ruth)
    people = [world.amina, world.camille, world.chloe, world.marc, world.odile, world.nadia]
    for person in people[:2]:
        answer(open_call, person)
    with django_assert_max_num_queries(60) as few:
        thank_the_rest(call=open_call, organizer=world.ruth)
    for person in people[2:]:
        answer(open_call, person)
    with django_assert_max_num_queries(len(few)):
        thank_the_rest(call=open_call, organizer=world.ruth)
    with django_assert_max_num_queries(45) as undoing:
        ruth.post(reverse("outcomes:undo", args=[open_call.pk]), headers=HTMX)
    with django_assert_max_num_queries(len(undoing)):
        ruth.post(reverse("outcomes:undo", args=[open_call.pk]), headers=HTMX)


def test_an_action_without_what_was_seen_decides(world, call, answers, colleague):
    credit_contributions(call=call, organizer=colleague, credits={answers[0].pk: "used"})
    done = credit_contributions(call=call, organizer=world.ruth, credits={answers[0].pk: "thanked"})

    assert (done.overtaken, given_in(call)[0]) == ([], "thanked")
