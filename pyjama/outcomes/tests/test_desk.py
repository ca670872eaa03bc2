import re
import uuid
from datetime import timedelta

import pytest
from django.urls import reverse

from pyjama.calls.actions import close_due_calls
from pyjama.calls.models import Call
from pyjama.contributions.actions import post_contribution
from pyjama.contributions.models import Contribution
from pyjama.core import clock
from pyjama.mail.models import Mail
from pyjama.notifications.models import Kind, Notification
from pyjama.outcomes.models import Outcome
from pyjama.outcomes.promise import lapse_silent_calls

OUTCOME = {"body": "We painted **Ladle** on the door.", "language": "en"}


def credit(contribution, credit, before=""):
    return {f"credit-{contribution.pk}": credit, f"initial-credit-{contribution.pk}": before}


def test_credits_and_outcome_finish_the_call_and_tell_each_contributor_once(world, browser, call, desk):
    first, second, third = call.contributions.answers()
    form = OUTCOME | credit(first, "used") | credit(second, "inspired") | credit(third, "thanked")
    mails = Mail.objects.count()
    response = browser(world.ruth).post(desk, form | {"finish": "1"})

    assert response.url == call.get_absolute_url().replace("/fr/", "/en/")
    call.refresh_from_db()
    assert call.state == Call.State.FINISHED
    page = browser().get(response.url).text.partition("<main")[2]
    assert page.index("We painted <strong>Ladle</strong> on the door.") < page.index("Tell us.")
    told = Notification.objects.filter(kind=Kind.OUTCOME, object_id=call.outcome.pk)
    assert {(news.recipient, tuple(news.facts["credits"])) for news in told} == {
        (world.sam, ("used", "thanked")),
        (world.lise, ("inspired",)),
    }
    assert Mail.objects.count() == mails + 2
    assert "We painted" in Mail.objects.filter(recipient=world.lise.email).latest("pk").text
    assert world.sam.karma_entries.filter(object_id__in=[first.pk, third.pk]).total() == 1 + 25 + 1 + 5


def test_nobody_finishes_without_an_outcome(world, browser, call, desk):
    response = browser(world.ruth).post(desk, {"body": " ", "language": "en", "thank": "1"})
    assert response.status_code == 302
    response = browser(world.ruth).post(desk, {"body": "\u200b", "language": "en", "finish": "1"})

    assert response.status_code == 422
    assert "one sentence is enough" in response.text.partition('id="desk"')[2]
    assert Call.objects.get(pk=call.pk).state == Call.State.SORTING


def test_nobody_finishes_without_a_word_for_each_contribution(world, browser, call, desk):
    first = call.contributions.answers().first()
    response = browser(world.ruth).post(desk, OUTCOME | credit(first, "used") | {"finish": "1"})

    assert response.status_code == 422
    assert "2 contributions have no word from you yet" in response.text
    assert "We painted **Ladle** on the door." in response.text
    assert not Outcome.objects.get(call=call).published_at
    assert Contribution.objects.get(pk=first.pk).credit == "used"


def test_the_rest_is_thanked_with_one_click(world, browser, call, desk):
    first = call.contributions.answers().first()
    browser(world.ruth).post(desk, OUTCOME | credit(first, "used") | {"thank": "1"})

    assert sorted(call.contributions.answers().values_list("credit", flat=True)) == ["thanked", "thanked", "used"]
    assert Outcome.objects.get(call=call).body == OUTCOME["body"]
    assert browser(world.ruth).post(desk, OUTCOME | {"finish": "1"}).status_code == 302


def test_changing_ones_mind_moves_the_karma(world, browser, call, desk):
    first = call.contributions.answers().first()
    browser(world.ruth).post(desk, OUTCOME | credit(first, "used"))
    assert world.sam.karma_entries.filter(object_id=first.pk).total() == 26
    browser(world.ruth).post(desk, OUTCOME | credit(first, "thanked", before="used"))
    assert world.sam.karma_entries.filter(object_id=first.pk).total() == 6
    browser(world.ruth).post(desk, OUTCOME | credit(first, "", before="thanked"))
    assert world.sam.karma_entries.filter(object_id=first.pk).total() == 1


def test_crediting_ones_own_earlier_answer_earns_nothing(world, browser, call, desk):
    call.organization.memberships.create(person=world.sam, role="editor")
    first = call.contributions.answers().first()
    browser(world.sam).post(desk, OUTCOME | credit(first, "used"))

    assert Contribution.objects.get(pk=first.pk).credit == "used"
    assert world.sam.karma_entries.filter(object_id=first.pk).total() == 1


def test_what_a_colleague_credited_meanwhile_is_left_alone(world, browser, call, desk):
    first, second, _ = call.contributions.answers()
    browser(world.ruth).post(desk, OUTCOME | credit(first, "used"))
    browser(world.ruth).post(desk, OUTCOME | credit(first, "", before="") | credit(second, "inspired"))

    assert Contribution.objects.get(pk=first.pk).credit == "used"


@pytest.mark.parametrize("field", [{}, {"language": "fr", "initial-language": "en"}])
def test_the_outcome_that_a_colleague_wrote_meanwhile_is_left_alone(world, browser, call, desk, field):
    opened = {"body": "", "initial-body": "", "language": "en", "initial-language": "en"}
    browser(world.ruth).post(desk, OUTCOME)
    browser(world.ruth).post(desk, opened | field)
    assert Outcome.objects.get(call=call).body == OUTCOME["body"]

    browser(world.ruth).post(desk, opened | {"initial-body": OUTCOME["body"]})
    assert not Outcome.objects.filter(call=call).exists()


def test_of_two_desks_that_write_the_outcome_the_second_sees_both_texts(world, browser, call, desk):
    opened = {"initial-body": "", "language": "en", "initial-language": "en"}
    first = call.contributions.answers().first()
    browser(world.ruth).post(desk, opened | {"body": "Her text."})
    response = browser(world.ruth).post(desk, opened | {"body": "My text.", "finish": "1"} | credit(first, "used"))

    assert response.status_code == 422
    assert "Somebody else saved this text" in response.text
    assert "<p>Her text.</p>" in response.text
    assert "My text.</textarea>" in response.text
    assert Outcome.objects.get(call=call).body == "Her text."
    assert Contribution.objects.get(pk=first.pk).credit == "used"

    shown = dict(hidden(response.context["form"]["body"]))
    browser(world.ruth).post(desk, opened | shown | {"body": "Both texts."})
    assert Outcome.objects.get(call=call).body == "Both texts."


def test_a_former_text_in_another_language_overwrites_no_newer_one(world, browser, call, desk):
    browser(world.ruth).post(desk, OUTCOME)
    stale = {"body": "Former.", "initial-body": "Former.", "language": "fr", "initial-language": "en"}

    assert browser(world.ruth).post(desk, stale).status_code == 422
    assert Outcome.objects.get(call=call).body == OUTCOME["body"]


def test_what_a_refused_finish_has_kept_can_be_taken_back(world, browser, call, desk):
    first = call.contributions.answers().first()
    response = browser(world.ruth).post(desk, OUTCOME | credit(first, "used") | {"finish": "1"})
    shown = {name: value for form in response.context["form"] for name, value in hidden(form)}
    browser(world.ruth).post(desk, shown | {"body": "", "language": "en", f"credit-{first.pk}": ""})

    assert Contribution.objects.get(pk=first.pk).credit == ""
    assert not Outcome.objects.filter(call=call).exists()


def hidden(field):
    """What the page remembers of a field: how it was when the desk was opened."""
    return re.findall(r'name="(initial-[^"]+)" value="([^"]*)"', field.as_hidden(only_initial=True))


def test_a_very_popular_call_can_be_finished(world, browser, call, desk):
    rows = [
        Contribution(call=call, author=world.sam, body="x", language="en", submission_key=uuid.uuid4()) for _ in range(600)
    ]
    Contribution.objects.bulk_create(rows)
    form = OUTCOME | {"finish": "1"}
    for each in call.contributions.answers():
        form |= credit(each, "thanked")

    assert browser(world.ruth).post(desk, form).url == call.get_absolute_url().replace("/fr/", "/en/")


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [({"body": "x" * 5_001}, "5000"), ({"body": "a\x00"}, "Null characters"), ({"language": "de"}, "Select a valid choice")],
)
def test_bad_input_gets_a_sentence_and_keeps_what_was_typed(world, browser, call, desk, fields, sentence):
    first = call.contributions.answers().first()
    response = browser(world.ruth).post(desk, OUTCOME | credit(first, "used") | fields)

    assert response.status_code == 422
    assert sentence in response.text
    assert f'name="credit-{first.pk}" value="used"' in response.text
    bad_credit = browser(world.ruth).post(desk, OUTCOME | credit(first, "adored"))
    assert bad_credit.status_code == 422


def test_a_finished_call_stays_finished(world, browser, call, desk):
    first = call.contributions.answers().first()
    browser(world.ruth).post(desk, OUTCOME | {"thank": "1"})
    browser(world.ruth).post(desk, OUTCOME | {"finish": "1"})
    response = browser(world.ruth).post(desk, OUTCOME | credit(first, "used", before="thanked"))

    assert response.status_code == 422
    assert Contribution.objects.get(pk=first.pk).credit == "thanked"


def test_a_lapsed_call_may_still_be_given_its_outcome(world, browser):
    call = world.call("slogans")
    with clock.at(call.closes_at + timedelta(days=1)):
        close_due_calls()
    with clock.at(call.closes_at + timedelta(days=30)):
        lapse_silent_calls()
    desk = reverse("outcomes:desk", args=[call.pk])
    browser(world.marc).post(desk, OUTCOME | {"thank": "1"})
    browser(world.marc).post(desk, OUTCOME | {"finish": "1"})

    assert Call.objects.get(pk=call.pk).state == Call.State.FINISHED


def test_an_open_call_is_not_finished_but_thanks_go_out_on_the_way(world, browser):
    call = world.call("menu")
    post_contribution(call=call, author=world.lise, body="Mine.", language="en", submission_key=uuid.uuid4())
    mine = call.contributions.get(author=world.lise)
    desk = reverse("outcomes:desk", args=[call.pk])
    browser(world.ruth).post(desk, OUTCOME | credit(mine, "used"))

    assert Notification.objects.get(kind=Kind.CREDIT, object_id=mine.pk).recipient == world.lise
    assert browser(world.ruth).post(desk, OUTCOME | {"finish": "1"}).status_code == 422


def test_past_the_deadline_all_is_told_with_the_outcome(world, browser):
    call = world.call("menu")
    mine = post_contribution(call=call, author=world.lise, body="Mine.", language="en", submission_key=uuid.uuid4())
    with clock.at(call.closes_at + timedelta(seconds=1)):
        browser(world.ruth).post(reverse("outcomes:desk", args=[call.pk]), OUTCOME | credit(mine, "used"))

    assert Contribution.objects.get(pk=mine.pk).credit == "used"
    assert not Notification.objects.filter(kind=Kind.CREDIT, object_id=mine.pk).exists()


def test_only_the_organization_sorts(world, browser, desk):
    for person in (world.lise, world.chloe, world.odile):
        assert browser(person).get(desk).status_code == 404
    assert browser().get(desk).status_code == 302
    assert browser(world.chloe).get(reverse("outcomes:desk", args=[world.call("poster").pk])).status_code == 404


def test_the_desk_costs_the_same_with_many_contributions(world, browser, call, desk, django_assert_max_num_queries):
    organizer = browser(world.ruth)
    with django_assert_max_num_queries(14) as few:
        organizer.get(desk)
    for _ in range(15):
        post_contribution(call=call_again(call), author=world.amina, body="x", language="en", submission_key=uuid.uuid4())
    with django_assert_max_num_queries(len(few)):
        organizer.get(desk)


def call_again(call):
    Call.objects.filter(pk=call.pk).update(state=Call.State.OPEN, closed_at=None)
    return call
