"""Quoting contributions in an outcome, and asking their authors for their names."""

from datetime import timedelta

import pytest
from django.urls import reverse

from pyjama.contributions.actions import withdraw_contribution
from pyjama.core import clock
from pyjama.notifications.models import Kind, Notification
from pyjama.outcomes.models import Outcome, Quote
from pyjama.outcomes.quoting import is_quoted_from
from pyjama.outcomes.tasks import forget_withdrawn_quotes

SAM = "Shallow pans, not one big tub."


@pytest.fixture
def call(world):
    """A finished call of the kitchen: Ruth's."""
    return world.call("sink_poster")


def address(name, *arguments):
    return reverse(f"outcomes:{name}", args=arguments).replace("/fr/", "/en/")


def quote_of(call, person):
    return Quote.objects.get(outcome__call=call, contribution__author=person)


def story(call, reader):
    return reader.get(call.outcome.get_absolute_url().replace("/fr/", "/en/")).text


def quoted(world, browser, call, words=SAM):
    """Ruth quotes Sam."""
    contribution = world.contribution("sink_poster", "sam")
    return browser(world.ruth).post(address("quote", call.pk, contribution.pk), {"body": words})


def test_whoever_is_quoted_is_asked_at_once_and_stands_without_a_name_until_she_says_yes(world, browser, call, outbox):
    assert quoted(world, browser, call).url == address("quotes", call.pk)
    quote = quote_of(call, world.sam)
    (mail,) = outbox()

    assert mail.recipient == world.sam.email
    assert SAM in mail.text
    assert address("consent", quote.pk) in mail.text
    assert Notification.objects.filter(recipient=world.sam, kind=Kind.QUOTE, object_id=quote.pk).count() == 1
    words = story(call, browser()).partition(SAM)[2].partition("</figcaption>")[0]
    assert "a volunteer" in words
    assert "Sam" not in words
    assert "href" not in words

    browser(world.sam).post(address("consent", quote.pk), {"agrees": "yes", "edition": quote.edition})
    assert f'<a href="/en/contributions/{quote.contribution_id}/"><bdi>Sam</bdi></a>' in story(call, browser())


def test_looking_at_the_question_answers_nothing_and_no_stays_no(world, browser, call, outbox):
    quoted(world, browser, call)
    quote, sam = quote_of(call, world.sam), browser(world.sam)
    page = sam.get(address("consent", quote.pk)).text
    assert SAM in page
    assert quote_of(call, world.sam).consent == Quote.Consent.ASKED

    sam.post(address("consent", quote.pk), {"agrees": "no"})
    assert "<bdi>Sam</bdi>" not in story(call, browser())
    quoted(world, browser, call, "Two hours, then it must be cold.")
    assert quote_of(call, world.sam).consent == Quote.Consent.REFUSED
    assert len(outbox()) == 1


def test_a_yes_is_taken_back_at_any_time(world, browser, call):
    quote, doris = quote_of(call, world.doris), browser(world.doris)
    assert f"<bdi>{world.doris}</bdi>" in story(call, browser())
    assert "Take my name away" in doris.get(address("consent", quote.pk)).text
    doris.post(address("consent", quote.pk), {"agrees": "no"})

    assert f"<bdi>{world.doris}</bdi>" not in story(call, browser())
    assert "Nobody reads over a sink" in story(call, browser())


def test_other_words_than_those_somebody_agreed_to_are_asked_about_again(world, browser, call, outbox):
    doris = quote_of(call, world.doris)
    browser(world.ruth).post(
        address("quote", call.pk, doris.contribution_id), {"body": "The fridge rule goes on the fridge"}
    )

    assert quote_of(call, world.doris).consent == Quote.Consent.ASKED
    assert [mail.recipient for mail in outbox()] == [world.doris.email]


def test_a_yes_to_words_that_were_changed_meanwhile_is_no_yes(world, browser, call):
    quoted(world, browser, call)
    seen = quote_of(call, world.sam).edition
    quoted(world, browser, call, "Two hours, then it must be cold.")
    response = browser(world.sam).post(address("consent", quote_of(call, world.sam).pk), {"agrees": "yes", "edition": seen})

    assert response.status_code == 409
    assert "chose other words" in response.text
    assert not quote_of(call, world.sam).is_named


def test_the_same_words_sent_twice_ask_once(world, browser, call, outbox):
    quoted(world, browser, call)
    quoted(world, browser, call)
    assert len(outbox()) == 1


def test_what_is_taken_out_is_not_shown_and_nobody_is_asked_twice(world, browser, call, outbox):
    quoted(world, browser, call)
    browser(world.ruth).post(address("take_quote_out", quote_of(call, world.sam).pk))
    assert SAM not in story(call, browser())
    response = browser(world.sam).post(address("consent", quote_of(call, world.sam).pk), {"agrees": "yes"})
    assert response.status_code == 409

    quoted(world, browser, call)
    assert SAM in story(call, browser())
    assert len(outbox()) == 1


def test_whoever_withdraws_a_contribution_is_quoted_no_more_and_the_words_are_erased(world, browser, call):
    quote = quote_of(call, world.doris)
    withdraw_contribution(contribution=quote.contribution)

    assert "Nobody reads over a sink" not in story(call, browser())
    assert browser(world.doris).get(address("consent", quote.pk)).status_code == 404
    assert "was changed or withdrawn" in browser(world.ruth).get(address("quotes", call.pk)).text
    forget_withdrawn_quotes()
    assert not Quote.objects.filter(pk=quote.pk).exists()


def test_a_withdrawn_contribution_cannot_be_quoted(world, browser, call):
    contribution = world.contribution("sink_poster", "sam")
    withdraw_contribution(contribution=contribution)
    assert browser(world.ruth).post(address("quote", call.pk, contribution.pk), {"body": SAM}).status_code == 404


@pytest.mark.parametrize("words", ["Shallow pans, and one big tub.", "Two hours […] Twenty seconds", "…", "x" * 601, " "])
def test_what_nobody_wrote_is_not_quoted(world, browser, call, words, outbox):
    response = quoted(world, browser, call, words)

    assert response.status_code == 422
    assert words.strip() in response.text
    assert outbox() == []


def test_contributions_of_other_calls_and_replies_are_no_quotes(world, browser, call):
    others = world.contribution("letter", "tanis"), call.contributions.filter(for_organization=True).first()
    for other in others:
        assert browser(world.ruth).get(address("quote", call.pk, other.pk)).status_code == 404


def test_six_quotes_are_enough(world, browser, call):
    outcome = call.outcome
    answers = call.contributions.answers()
    for contribution in [*answers.exclude(author=world.sam), *world.call("letter").contributions.answers()][:6]:
        Quote.objects.get_or_create(outcome=outcome, contribution=contribution, defaults={"body": "x"})
    assert outcome.quotes.chosen().count() == 6
    response = quoted(world, browser, call)

    assert response.status_code == 422
    assert "Six quotes are enough" in response.text


@pytest.mark.parametrize("name", ["quotes", "quote"])
def test_only_the_team_chooses(world, browser, call, name):
    arguments = [call.pk, world.contribution("sink_poster", "sam").pk][: 1 if name == "quotes" else 2]
    assert browser().get(address(name, *arguments)).status_code == 302
    for reader in (world.sam, world.chloe, world.odile):
        assert browser(reader).get(address(name, *arguments)).status_code == 404
        assert browser(reader).post(address(name, *arguments), {"body": SAM}).status_code in {404, 405}


def test_nobody_answers_for_somebody_else(world, browser, call):
    quote = quote_of(call, world.doris)
    for reader in (world.ruth, world.sam, world.odile):
        assert browser(reader).post(address("consent", quote.pk), {"agrees": "no"}).status_code == 404
        assert quote_of(call, world.doris).is_named
    assert browser(world.sam).post(address("take_quote_out", quote.pk)).status_code == 404


def test_an_outcome_that_is_not_written_yet_quotes_nobody(world, browser):
    letter = world.call("letter")
    Outcome.objects.filter(call=letter).delete()
    assert browser(world.ruth).get(address("quotes", letter.pk)).status_code == 404


def test_the_page_costs_the_same_with_many_contributions(world, browser, call, django_assert_max_num_queries):
    ruth = browser(world.ruth)
    ruth.get(address("quotes", call.pk))
    with django_assert_max_num_queries(8) as few:
        ruth.get(address("quotes", call.pk))
    for number, other in enumerate(world.call("letter").contributions.answers()):
        other.pk, other.call, other.posted_at = None, call, clock.now() + timedelta(minutes=number)
        other.submission_key = f"00000000-0000-0000-0000-{number:012}"
        other.save()
        Quote.objects.create(outcome=call.outcome, contribution=other, body="x")
    with django_assert_max_num_queries(len(few)):
        ruth.get(address("quotes", call.pk))


@pytest.mark.once
@pytest.mark.parametrize(
    ("words", "is_quoted"),
    [
        ("we waited in the street", True),
        ("we waited … again", True),
        ("[...] again", True),
        ("again … we waited", False),
        ("we wait in the street", False),
        ("*waited* in", True),
        ("…", False),
    ],
)
def test_a_quote_leaves_out_and_changes_nothing(words, is_quoted):
    html = "<p>Yes: we <em>waited</em> in\u00a0the street, and we wait</p><p>again.</p>"
    assert is_quoted_from(html, words) == is_quoted
