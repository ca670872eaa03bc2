"""Pictures and papers beside a call."""

import pytest
from django.urls import reverse

from pyjama.attachments.models import Attachment
from pyjama.attachments.tests.files import HTML, pdf, picture, upload
from pyjama.calls.models import Call

pytestmark = pytest.mark.once


@pytest.fixture
def new(world):
    return reverse("calls:new", args=[world.organization("refuge").pk]).replace("/fr/", "/en/")


def png():
    return upload(picture("PNG", (400, 300)), "cat.png")


def paper(name="plan.pdf"):
    return upload(pdf(), name)


def waiting(person):
    return Attachment.objects.given_by(person).waiting()


@pytest.fixture
def draft(world, browser, new, answers):
    """A draft of the refuge with a picture and a paper, written by Marc."""
    browser(world.marc).post(new, answers | {"files": [png(), paper()], "add_files": "1"})
    image, document = waiting(world.marc).order_by("pk")
    words = {f"file-{image.pk}-alternative": "A black cat.", "attached": [image.pk, document.pk]}
    browser(world.marc).post(new, answers | words)
    return Call.objects.get(title="Which name for the cat?")


def test_a_new_call_has_its_files_beneath_its_text(world, browser, draft):
    html = browser(world.chloe).get(draft.get_absolute_url()).text
    image, document = draft.attachments.order_by("position")

    assert (
        f'<a href="{image.get_absolute_url()}"><img src="{image.on_a_page}" width="400" height="300" alt="A black cat."'
        in html
    )
    assert 'fetchpriority="high"> <span class="attachment__open">Open the picture at its largest</span></a>' in html
    assert f'href="{document.get_absolute_url()}" download' in html
    assert html.index("just") < html.index(image.key) < html.index("plan.pdf")


def test_a_refused_call_keeps_its_files(world, browser, new, answers):
    response = browser(world.marc).post(new, answers | {"title": "", "files": [paper(), upload(HTML, "cat.png")]})

    assert response.status_code == 422
    assert "We **just** found her." in response.text
    assert "“cat.png” is not a picture we can read" in response.text
    number = waiting(world.marc).get().pk
    assert f'name="attached" value="{number}"' in response.text


def test_the_preview_keeps_the_files_and_saves_nothing(world, browser, new, answers):
    response = browser(world.marc).post(new, answers | {"preview": "1", "files": [paper()]})

    assert "plan.pdf" in response.text
    assert waiting(world.marc).count() == 1
    assert not Call.objects.filter(title="Which name for the cat?").exists()


def test_editing_shows_the_files_and_another_editor_may_change_them(world, browser, draft, answers):
    address = reverse("calls:edit", args=[draft.pk]).replace("/fr/", "/en/")
    image = draft.attachments.get(kind="image")
    page = browser(world.chloe).get(address).text
    assert 'value="A black cat."' in page
    assert "plan.pdf" in page

    words = {f"file-{image.pk}-alternative": "A cat on a stool.", "attached": [image.pk]}
    browser(world.chloe).post(address, answers | words | {"files": [paper("new plan.pdf")]})
    names = [(file.name, file.alternative) for file in draft.attachments.order_by("position")]
    assert names == [("cat.png", "A cat on a stool."), ("new plan.pdf", "")]


def test_a_colleague_who_saved_first_loses_no_file(world, browser, draft, answers):
    address = reverse("calls:edit", args=[draft.pk])
    numbers = [file.pk for file in draft.attachments.order_by("position")]
    browser(world.chloe).post(address, answers | {"body": "Chloé was first.", "attached": [numbers[1]]})
    response = browser(world.marc).post(address, answers | {"body": "Marc was second.", "files": [paper("marc.pdf")]})

    assert response.status_code == 422
    assert "marc.pdf" in response.text
    assert [file.name for file in draft.attachments.order_by("position")] == ["plan.pdf"]


@pytest.mark.parametrize("stranger", [None, "camille", "ruth", "odile", "theo"])
def test_the_files_of_a_draft_are_its_organizations(world, browser, draft, stranger):
    client = browser(stranger and getattr(world, stranger))
    for file in draft.attachments.order_by("pk"):
        for name in file.files:
            assert client.get(file.address_of(name)).status_code == 404


def test_its_organization_sees_the_files_of_a_draft_and_nothing_between_keeps_them(world, browser, draft):
    for file in draft.attachments.order_by("pk"):
        response = browser(world.chloe).get(file.get_absolute_url())
        assert response.status_code == 200
        assert response["Cache-Control"] == "private, no-store"


def test_a_moderator_sees_the_files_of_a_first_call_with_its_text(world, browser):
    call = world.call("doorway")
    file = Attachment.objects.create(
        owner=call.author, target=call, key="d" * 32, kind="image", name="door.png", size=9, width=320, height=200
    )

    html = browser(world.odile).get(reverse("calls:decide", args=[call.pk])).text
    assert file.get_absolute_url() in html


def test_a_published_call_shows_its_files_to_everybody(world, browser, draft):
    browser(world.marc).post(reverse("calls:publish", args=[draft.pk]))
    for file in draft.attachments.order_by("pk"):
        response = browser().get(file.get_absolute_url())
        assert response.status_code == 200
        assert response["Cache-Control"].startswith("public")


def test_others_attach_nothing_to_the_call_of_an_organization(world, browser, draft, answers):
    address = reverse("calls:edit", args=[draft.pk])
    assert browser(world.ruth).post(address, answers | {"files": [paper()]}).status_code == 404
    assert not waiting(world.ruth).exists()
