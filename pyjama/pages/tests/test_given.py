"""What one gave, and what became of it."""

import uuid

import pytest

from pyjama.contributions.models import Contribution
from pyjama.core import clock
from pyjama.pages.templatetags.giving import first_sentence
from pyjama.pages.views import GIVEN_PER_PAGE

GIVEN = "/en/my-space/what-i-gave/"


def test_each_contribution_says_where_it_stands(world, browser):
    text = browser(world.jess).get(GIVEN).text
    given = Contribution.objects.answers().filter(author=world.jess)

    assert all(contribution.get_absolute_url() in text for contribution in given)
    assert ("Waits with the others until" in text) is any(each.call.is_open and not each.credit for each in given)
    finished = given.filter(call__state="finished").first()
    assert f"{finished.call.get_absolute_url()}#outcome-title" in text
    assert browser(world.sam).get(GIVEN).text.count("<li>") != text.count("<li>")
    assert browser().get(GIVEN).status_code == 302


def test_totals_are_said_in_words(world, browser):
    given = Contribution.objects.answers().filter(author=world.jess)
    totals = browser(world.jess).get(GIVEN).context["totals"]

    assert totals["contributions"] == given.count()
    assert totals["organizations"] == given.values("call__organization").distinct().count()
    assert totals["used"] == given.filter(credit="used").count()
    assert f"{totals['organizations']} organizations helped" in browser(world.jess).get("/en/my-space/").text


def test_who_gave_nothing_yet_is_shown_the_door(world, browser):
    Contribution.objects.filter(author=world.sam).update(withdrawn_at=clock.now())

    for page in (GIVEN, "/en/my-space/"):
        assert 'href="/en/lend-a-hand/next/"' in browser(world.sam).get(page).text


def test_an_organizations_own_words_are_no_gift(world, browser):
    assert Contribution.objects.filter(author=world.ruth, for_organization=True).exists()
    assert not [each for each in browser(world.ruth).get(GIVEN).context["given"] if each.for_organization]


def test_many_are_shown_page_by_page_at_the_same_cost(world, browser, django_assert_max_num_queries):
    reader = browser(world.jess)
    reader.get(GIVEN)
    with django_assert_max_num_queries(14) as few:
        reader.get(GIVEN)
    Contribution.objects.bulk_create(
        Contribution(
            call=world.call("menu"), author=world.jess, body=f"Text {each}", body_html="<p>Text</p>", language="en",
            submission_key=uuid.uuid4(), posted_at=clock.now(),
        )
        for each in range(GIVEN_PER_PAGE)
    )  # fmt: skip
    with django_assert_max_num_queries(len(few)):
        page = reader.get(GIVEN)
    older = page.context["stretch"].older
    assert f'href="?after={older}"' in page.text
    assert reader.get(GIVEN, {"after": older}).context["given"] == reader.get(GIVEN, {"page": 2}).context["given"]
    assert len(page.context["given"]) == GIVEN_PER_PAGE


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("Thirty plates more. Thank you!", "Thirty plates more."),
        (
            "Mr. Lee and M. Roy came at 6.30 p.m. sharp, and stayed. Really.",
            "Mr. Lee and M. Roy came at 6.30 p.m. sharp, and stayed.",
        ),
        ("«\u00a0Merci\u00a0!\u00a0» Voilà.", "«\u00a0Merci\u00a0!\u00a0»"),
        ("No end at all", "No end at all"),
    ],
)
def test_the_first_sentence_of_an_outcome_is_a_whole_one(text, first):
    assert first_sentence(text) == first
