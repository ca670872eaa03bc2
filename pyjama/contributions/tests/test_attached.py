"""Pictures and papers that stand beside a contribution: shown, changed, and erased with it."""

import uuid

import pytest
from django.urls import reverse

from pyjama.attachments.models import Attachment
from pyjama.contributions.actions import post_contribution
from pyjama.contributions.models import Contribution
from pyjama.contributions.tests.test_attaching import answer, described, paper, png, stored, waiting


@pytest.fixture
def page(world):
    call = world.call("menu")
    return f"/en/calls/{call.pk}-{call.slug}/"


@pytest.fixture
def contribution(world, browser, page):
    """Sam's, with a picture and a paper."""
    browser(world.sam).post(page, answer(png(), paper(), add_files="1"))
    image, document = waiting(world.sam).order_by("pk")
    sent = answer() | described(image) | {"attached": [image.pk, document.pk]}
    browser(world.sam).post(page, sent)
    return Contribution.objects.filter(author=world.sam).latest("pk")


def test_nobody_takes_the_files_of_others(world, browser, page, contribution):
    browser(world.sam).post(page, answer(paper("private.pdf"), add_files="1"))
    hers = waiting(world.sam).get()
    for file in (hers, *contribution.attachments.order_by("pk")):
        before = (file.owner_id, file.object_id, file.alternative)
        browser(world.lise).post(page, answer(attached=[file.pk], take_out=str(file.pk)))
        browser(world.lise).post(page, answer() | described(file, "Mine now."))
        file.refresh_from_db()
        assert (file.owner_id, file.object_id, file.alternative) == before


def test_editing_shows_the_files_and_keeps_adds_and_removes_them(world, browser, contribution):
    address = reverse("contributions:edit", args=[contribution.pk]).replace("/fr/", "/en/")
    image, document = contribution.attachments.order_by("position")
    assert 'value="A pot of soup."' in browser(world.sam).get(address).text

    form = {"body": "Better.", "files": [paper("more.pdf")], "attached": [document.pk]}
    assert browser(world.sam).post(address, form).status_code == 302
    assert [file.name for file in contribution.attachments.order_by("position")] == ["budget.pdf", "more.pdf"]
    assert not Attachment.objects.filter(pk=image.pk).exists()


def test_taking_a_file_out_while_editing_waits_for_the_form(world, browser, contribution):
    address = reverse("contributions:edit", args=[contribution.pk])
    numbers = [file.pk for file in contribution.attachments.order_by("position")]
    browser(world.sam).post(address, {"body": "Better.", "attached": numbers, "take_out": str(numbers[0])})

    assert contribution.attachments.count() == 2


def test_a_reply_takes_files_too(world, browser, page, contribution):
    address = reverse("contributions:reply", args=[contribution.pk])
    browser(world.lise).post(address, answer(paper("reply.pdf"), body="See this."))

    assert contribution.replies.get().attachments.get().name == "reply.pdf"
    assert "reply.pdf" in browser().get(page).text
    assert f'formaction="{address}#reply-{contribution.pk}-files_box"' in browser(world.lise).get(address).text


def test_withdrawing_erases_the_files(world, browser, contribution, django_capture_on_commit_callbacks):
    files = [*contribution.attachments.order_by("position")]
    assert all(all(stored(file)) for file in files)
    with django_capture_on_commit_callbacks(execute=True):
        browser(world.sam).post(reverse("contributions:withdraw", args=[contribution.pk]))

    assert not contribution.attachments.exists()
    assert not any(any(stored(file)) for file in files)
    assert browser().get(files[0].get_absolute_url()).status_code == 404


def test_the_sorting_desk_shows_what_was_sent(world, browser, contribution):
    desk = browser(world.ruth).get(reverse("outcomes:desk", args=[contribution.call_id])).text
    for file in contribution.attachments.order_by("pk"):
        assert file.get_absolute_url() in desk


def test_files_cost_the_page_no_more_queries(world, browser, page, contribution, django_assert_max_num_queries):
    reader = browser(world.camille)
    with django_assert_max_num_queries(12) as few:
        reader.get(page)
    for number in range(5):
        other = post_contribution(
            call=contribution.call, author=world.lise, body="More.", language="en", submission_key=uuid.uuid4()
        )
        Attachment.objects.create(owner=world.lise, key=f"{number:032}", kind="document", name="z.pdf", size=9, target=other)
    with django_assert_max_num_queries(len(few)):
        assert reader.get(page).text.count("z.pdf") == 5


def test_a_hostile_name_is_shown_as_text(world, browser, page):
    browser(world.sam).post(page, answer(paper('"><img src=x onerror=alert(1)>.pdf')))

    assert "<img src=x" not in browser().get(page).text
