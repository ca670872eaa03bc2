import re
import uuid

import pytest

from pyjama.contributions.models import CONTRIBUTIONS_PER_PAGE, Contribution
from pyjama.core import clock
from pyjama.karma.models import Entry
from pyjama.notifications.models import Kind, Notification


def answer(**fields):
    return {"body": "The second one.", "language": "en", "submission_key": str(uuid.uuid4())} | fields


def fill(call, author, number):
    return Contribution.objects.bulk_create(
        Contribution(
            call=call, author=author, body=f"Text {each}", body_html=f"<p>Text {each}</p>", language="en",
            submission_key=uuid.uuid4(), posted_at=clock.now(),
        )
        for each in range(number)
    )  # fmt: skip


def test_contributing_joins_the_thread_counts_earns_and_tells_the_organization(world, browser, call, page):
    before, karma = call.contribution_count, world.lise.karma_entries.total()
    response = browser(world.lise).post(page, answer(body="Soup *and* stories."))

    contribution = call.contributions.filter(author=world.lise).latest("pk")
    assert response.url == contribution.get_absolute_url()
    assert "Soup <em>and</em> stories." in browser().get(page).text
    call.refresh_from_db()
    assert call.contribution_count == before + 1
    assert world.lise.karma_entries.total() == karma + 1
    news = Notification.objects.get(kind=Kind.NEW_CONTRIBUTION, object_id=contribution.pk)
    assert news.recipient == world.ruth


def test_sending_the_same_form_twice_posts_once(world, browser, call, page):
    form, karma = answer(), world.lise.karma_entries.total()
    first = browser(world.lise).post(page, form)
    second = browser(world.lise).post(page, form)

    assert first.url == second.url
    assert call.contributions.filter(author=world.lise, submission_key=form["submission_key"]).count() == 1
    assert world.lise.karma_entries.total() == karma + 1


def test_the_same_form_with_another_text_is_not_swallowed(world, browser, page):
    form = answer()
    browser(world.lise).post(page, form)
    response = browser(world.lise).post(page, form | {"body": "Something else entirely."})

    assert response.status_code == 422
    assert "Something else entirely." in response.text


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"body": ""}, "Write a few words first"),
        ({"body": " \n\u200b\u2060 "}, "Write a few words first"),
        ({"body": "x" * 5_001}, "5000"),
        ({"body": "a\x00b"}, "Null characters"),
        ({"submission_key": "not-a-key"}, "send the form once more"),
        ({"language": "de"}, "Select a valid choice"),
    ],
)
def test_bad_input_gets_a_sentence_and_keeps_what_was_typed(world, browser, page, fields, sentence):
    response = browser(world.lise).post(page, answer(**fields))

    assert response.status_code == 422
    errors = [error for errors in response.context["form"].errors.values() for error in errors]
    assert any(sentence in error for error in errors)
    if "body" not in fields:
        assert "The second one." in response.text


def test_five_thousand_characters_with_windows_line_ends_are_accepted(world, browser, call, page):
    browser(world.lise).post(page, answer(body="a\r\n" * 2_499 + "ab"))

    assert len(call.contributions.filter(author=world.lise).latest("pk").body) == 5_000


def test_hostile_markup_is_shown_as_text(world, browser, page):
    body = "<script>alert(1)</script> [x](javascript:alert(2)) <img src=x onerror=alert(3)> ![p](http://e.org/p.png)"
    browser(world.lise).post(page, answer(body=body))
    html = browser().get(page).text

    assert "<script>alert" not in html
    assert "<img src" not in html
    assert "javascript:alert(2)&quot;" not in html
    assert 'href="javascript' not in html


def test_a_closed_call_takes_no_more_and_gives_the_text_back(world, browser):
    call = world.call("letter")
    response = browser(world.lise).post(f"/en/calls/{call.pk}-{call.slug}/", answer(body="Too late, alas."))

    assert response.status_code == 422
    assert "Too late, alas." in response.text
    assert "takes no more contributions" in response.text


def test_the_call_of_others_drafts_takes_no_contribution(world, browser):
    call = world.call("poster")
    assert browser(world.lise).post(f"/fr/calls/{call.pk}-{call.slug}/", answer()).status_code == 404


def test_an_organization_answers_under_its_own_name_and_earns_nothing(world, browser, call, page):
    browser(world.ruth).post(page, answer(body="Thank you all!"))

    contribution = call.contributions.get(author=world.ruth, body="Thank you all!")
    assert contribution.for_organization
    assert not Entry.objects.filter(person=world.ruth).exists()
    call.refresh_from_db()
    assert not call.contributions.answers().filter(pk=contribution.pk).exists()


def test_who_answered_for_the_organization_is_named_to_nobody(world, browser, page):
    browser(world.ruth).post(page, answer(body="Thank you all!"))
    named = re.compile(rf"\b{world.ruth.display_name}\b(?!’)")

    for person in (None, world.lise):
        assert not named.search(browser(person).get(page).text)


def test_the_parts_of_a_contribution_are_found_however_many_there_are(world, browser, call, page):
    contribution = Contribution(pk=1_234_567, call=call, author=world.lise, language="en", submission_key=uuid.uuid4())
    contribution.write(body="The millionth.")
    contribution.save()
    html = browser(world.amina).get(page).text

    for part in ("foot", "reply", "report", "useful"):
        assert f'id="{part}-1234567"' in html
    boosted = {"HX-Request": "true", "HX-Boosted": "true"}
    reply = browser(world.amina).get("/en/contributions/1234567/reply/", headers=boosted)
    assert reply["HX-Retarget"] == "#reply-1234567"


def test_the_own_address_of_a_contribution_leads_to_its_page(world, browser, call, page):
    last = fill(call, world.lise, CONTRIBUTIONS_PER_PAGE * 2 + 5)[-1]
    response = browser().get(f"/en/contributions/{last.pk}/")

    number = call.contributions.roots().count() // CONTRIBUTIONS_PER_PAGE + 1
    assert response.url == f"{page}?page={number}#contribution-{last.pk}"
    assert f'id="contribution-{last.pk}"' in browser().get(response.url).text


def test_newer_contributions_come_while_one_reads(world, browser, call, page):
    before = max(call.contributions.values_list("pk", flat=True), default=0)
    newer = f"/en/contributions/newer/{call.pk}/"

    assert browser().get(newer, {"after": before}).status_code == 204
    browser(world.lise).post(page, answer(body="Fresh from the oven."))
    response = browser().get(newer, {"after": before})
    assert "Fresh from the oven." in response.text
    assert f"after={call.contributions.filter(author=world.lise).latest('pk').pk}" in response.text
    for nonsense in ("", "x", "9" * 40, "9" * 5_000, "-1"):
        assert browser().get(newer, {"after": nonsense}).status_code == 204


def test_newer_contributions_come_a_page_at_a_time(world, browser, call):
    fill(call, world.lise, CONTRIBUTIONS_PER_PAGE + 5)
    response = browser().get(f"/en/contributions/newer/{call.pk}/", {"after": 0})

    assert len(response.context["contributions"]) == CONTRIBUTIONS_PER_PAGE


def test_the_page_of_a_call_costs_the_same_with_fifty_contributions(
    world, browser, call, page, django_assert_max_num_queries
):
    reader = browser(world.camille)

    def fill_with_replies(number):
        for contribution in fill(call, world.lise, number):
            contribution.replies.create(
                call=call, author=world.sam, body="Yes", body_html="<p>Yes</p>", language="en", submission_key=uuid.uuid4()
            )

    fill_with_replies(3)
    # Which models there are is asked once in the life of a server.
    reader.get(page)
    with django_assert_max_num_queries(12) as few:
        reader.get(page)
    fill_with_replies(47)
    with django_assert_max_num_queries(len(few)):
        reader.get(page)


def test_an_old_address_of_a_call_leads_to_the_present_one(browser, call, page):
    assert browser().get(f"/en/calls/{call.pk}-an-old-title/").url == page
    assert browser().head(f"/en/calls/{call.pk}-an-old-title/").url == page
