"""Pictures and papers beside a contribution: what happens to them until they stand there, and after."""

import uuid
from datetime import timedelta

import pytest
from django.core.files.storage import storages

from pyjama.attachments.actions import QUOTA, erase_forgotten
from pyjama.attachments.models import FOLDER, MOST_ATTACHMENTS, Attachment
from pyjama.attachments.tests.files import HTML, SVG, pdf, picture, upload
from pyjama.contributions.models import Contribution
from pyjama.core import clock

pytestmark = pytest.mark.once


def answer(*files, **fields):
    sent = {"body": "Here it is.", "language": "en", "submission_key": str(uuid.uuid4()), "files": list(files)}
    return sent | {name.replace("__", "-"): value for name, value in fields.items()}


def described(attachment, words="A pot of soup."):
    return {"attached": [attachment.pk], f"file-{attachment.pk}-alternative": words}


def png(name="soup.png"):
    return upload(picture("PNG", (400, 300)), name)


def paper(name="budget.pdf"):
    return upload(pdf(), name)


def stored(attachment):
    return [storages["private"].exists(f"{FOLDER}/{name}") for name in attachment.files]


def waiting(person):
    return Attachment.objects.given_by(person).waiting()


@pytest.fixture
def page(world):
    call = world.call("menu")
    return f"/en/calls/{call.pk}-{call.slug}/"


def test_a_paper_is_attached_at_once_and_everybody_can_fetch_it(world, browser, page):
    response = browser(world.sam).post(page, answer(paper()))

    contribution = Contribution.objects.filter(author=world.sam).latest("pk")
    attachment = contribution.attachments.get()
    assert response.url == contribution.get_absolute_url()
    assert (attachment.name, attachment.owner) == ("budget.pdf", world.sam)
    assert f'href="{attachment.get_absolute_url()}"' in browser().get(page).text
    assert b"".join(browser().get(attachment.get_absolute_url())) == pdf()


def test_a_picture_is_asked_what_it_shows_and_kept_until_that_is_said(world, browser, page):
    form = answer(png())
    response = browser(world.sam).post(page, form)

    attachment = waiting(world.sam).get()
    assert response.status_code == 422
    assert "Here it is." in response.text
    assert "soup.png" in response.text
    assert "Say in a few words what the picture shows" in response.text
    assert attachment.on_a_page in response.text

    browser(world.sam).post(page, form | {"files": []} | described(attachment))
    attachment.refresh_from_db()
    assert attachment.target == Contribution.objects.filter(author=world.sam).latest("pk")
    assert 'alt="A pot of soup."' in browser().get(page).text


def test_a_picture_that_only_decorates_needs_no_words(world, browser, page):
    browser(world.sam).post(page, answer(png(), add_files="1"))
    attachment = waiting(world.sam).get()
    fields = {"attached": [attachment.pk], f"file-{attachment.pk}-is_decorative": "on"}
    assert browser(world.sam).post(page, answer() | fields).status_code == 302

    assert 'alt=""' in browser().get(page).text.split(attachment.key)[-1]


def test_adding_files_scolds_nobody_and_posts_nothing(world, browser, page):
    before = Contribution.objects.count()
    response = browser(world.sam).post(page, answer(png(), body="", add_files="1"))

    assert response.status_code == 200
    assert "Write a few words first" not in response.text
    assert "Say in a few words what the picture shows" not in response.text
    assert Contribution.objects.count() == before


def test_what_was_said_of_a_picture_stays_while_more_is_added(world, browser, page):
    browser(world.sam).post(page, answer(png(), add_files="1"))
    attachment = waiting(world.sam).get()
    response = browser(world.sam).post(page, answer(paper(), add_files="1") | described(attachment, "Soup & bread"))

    assert 'value="Soup &amp; bread"' in response.text
    assert "budget.pdf" in response.text


def test_a_file_taken_out_is_erased_at_once(world, browser, page):
    browser(world.sam).post(page, answer(png(), paper(), add_files="1"))
    image, document = waiting(world.sam).order_by("pk")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("django.db.transaction.on_commit", lambda act: act())
        response = browser(world.sam).post(page, answer(attached=[image.pk, document.pk], take_out=str(image.pk)))

    assert "soup.png" not in response.text
    assert "budget.pdf" in response.text
    assert stored(image) == [False, False]
    assert [*waiting(world.sam)] == [document]


@pytest.mark.parametrize(
    ("file", "words"),
    [
        (("cat.svg", SVG), "“cat.svg” is not a picture we can read"),
        (("cat.png", HTML), "“cat.png” is not a picture we can read"),
        (("cat.png", b""), "“cat.png” is empty"),
        (("cat.pdf", pdf(b"/JavaScript")), "“cat.pdf” holds a program"),
        (("cat.pdf.exe", pdf()), "“cat.pdf.exe” is in fact a PDF"),
    ],
)
def test_a_bad_file_is_refused_by_name_and_loses_neither_the_text_nor_the_good_ones(world, browser, page, file, words):
    name, content = file
    response = browser(world.sam).post(page, answer(paper(), upload(content, name)))

    assert response.status_code == 422
    assert words in response.text
    assert "Here it is." in response.text
    assert [attachment.name for attachment in waiting(world.sam)] == ["budget.pdf"]
    assert not Contribution.objects.filter(author=world.sam, body="Here it is.").exists()


def test_ten_files_are_enough(world, browser, page):
    response = browser(world.sam).post(page, answer(*(paper(f"{number}.pdf") for number in range(MOST_ATTACHMENTS + 1))))

    assert "“10.pdf” is one too many: ten files at most." in response.text
    assert waiting(world.sam).count() == MOST_ATTACHMENTS


def test_a_whole_folder_is_too_much_and_the_text_is_kept(world, browser, page):
    response = browser(world.sam).post(page, answer(*(upload(b"", f"{number}.png") for number in range(150))))

    assert response.status_code == 422
    assert "Here it is." in response.text


def test_files_sent_with_several_forms_are_not_gathered_in_one(world, browser, page):
    for number in (1, 2):
        browser(world.sam).post(page, answer(*(paper(f"{number}-{each}.pdf") for each in range(6)), add_files="1"))
    twelve = [attachment.pk for attachment in waiting(world.sam).order_by("pk")]
    response = browser(world.sam).post(page, answer(attached=twelve))

    assert response.status_code == 422
    assert "“2-4.pdf” is one too many: ten files at most." in response.text
    assert waiting(world.sam).count() == 12


def test_the_room_of_a_person_is_limited_and_she_is_told_what_is_left(world, browser, page):
    Attachment.objects.create(owner=world.sam, key="f" * 32, kind="document", name="all.pdf", size=QUOTA - 100)
    response = browser(world.sam).post(page, answer(paper()))

    assert "There is no room for “budget.pdf”: you have 100\xa0bytes left of 200.0\xa0MB." in response.text
    assert browser(world.lise).post(page, answer(paper())).status_code == 302


def test_sending_the_same_form_twice_attaches_once(world, browser, page):
    browser(world.sam).post(page, answer(paper(), add_files="1"))
    form = answer(attached=[waiting(world.sam).get().pk])
    first, second = browser(world.sam).post(page, form), browser(world.sam).post(page, form)

    assert first.url == second.url
    assert Contribution.objects.filter(author=world.sam).latest("pk").attachments.count() == 1


def test_a_file_erased_meanwhile_is_told_of(world, browser, page):
    browser(world.sam).post(page, answer(paper(), add_files="1"))
    attachment = waiting(world.sam).get()
    with clock.at(clock.now() + timedelta(days=1, minutes=1)):
        erase_forgotten()
    response = browser(world.sam).post(page, answer(attached=[attachment.pk]))

    assert response.status_code == 422
    assert "A file was erased meanwhile" in response.text
    assert "Here it is." in response.text


@pytest.mark.parametrize("nonsense", ["", "x", "-1", "9" * 40, "²", "1' OR 1=1"])
def test_nonsense_for_a_file_is_left_out(world, browser, page, nonsense):
    assert browser(world.sam).post(page, answer(attached=[nonsense])).status_code == 302


def test_a_visitor_keeps_her_text_and_is_told_that_her_files_are_not_kept(browser, page):
    response = browser().post(page, answer(paper()))

    assert response.status_code == 422
    assert "Here it is." in response.text
    assert "Files cannot be kept while you are signed out" in response.text
    assert not Attachment.objects.filter(name="budget.pdf").exists()
