"""Telling what the help changed, with pictures, and correcting it."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from pyjama.attachments.models import Attachment
from pyjama.attachments.tests.files import picture
from pyjama.outcomes.models import Outcome
from pyjama.outcomes.story.actions import write_story

WORDS = {"body": "The letter left **on Monday**.", "language": "en", "version": "0"}


def page_of(call, name="story"):
    return reverse(f"outcomes:{name}", args=[call.pk]).replace("/fr/", "/en/")


@pytest.fixture
def told(world):
    """An outcome that is published, with two pictures side by side: its call and itself."""
    call = world.call("sink_poster")
    return call, call.outcome


def sent(outcome, **changes):
    """What the form of an outcome sends when nothing but `changes` was done in it."""
    files = list(Attachment.objects.of(outcome))
    words = {f"file-{file.pk}-alternative": file.alternative for file in files}
    names = ["body", "language", "version", "before_words", "after_words"]
    fields = {name: getattr(outcome, name) for name in names} | {"before": outcome.before_id, "after": outcome.after_id}
    numbers = [file.pk for file in files]
    return fields | words | {"attached": numbers, "known": numbers} | changes


def pictures(*colours):
    return [SimpleUploadedFile(f"{name}.png", picture("PNG", (40, 30))) for name in colours]


def test_an_outcome_is_written_before_its_call_is_finished_and_its_team_alone_sees_it(world, browser):
    letter = world.call("letter")
    Outcome.objects.filter(call=letter).delete()
    response = browser(world.ruth).post(page_of(letter), WORDS)

    outcome = Outcome.objects.get(call=letter)
    assert response.url == outcome.get_absolute_url().replace("/fr/", "/en/")
    assert outcome.published_at is None
    assert "left <strong>on Monday</strong>" in browser(world.ruth).get(response.url).text
    for reader in (None, world.amina, world.chloe, world.odile):
        assert browser(reader).get(response.url).status_code == 404
    assert "on Monday" not in browser(world.ruth).get(letter.get_absolute_url()).text
    assert "on Monday" in browser(world.ruth).get(page_of(letter, "desk")).text


def test_two_pictures_stand_side_by_side_once_each_says_what_it_shows(world, browser):
    letter, ruth = world.call("letter"), browser(world.ruth)
    Outcome.objects.filter(call=letter).delete()
    files = {"files": pictures("then", "now"), "add_files": "1"}
    form = ruth.post(page_of(letter), {"body": "", "language": "en", "version": "0"} | files)
    assert form.status_code == 200
    then, now = [file.pk for file in form.context["form"].gathered]
    assert f'<option value="{now}">now.png</option>' in form.text

    chosen = {"attached": [then, now], "before": then, "after": now, "before_words": "In May", "after_words": ""}
    refused = ruth.post(page_of(letter), WORDS | chosen)
    assert refused.status_code == 422
    assert "Say what each picture shows" in refused.text
    said = {f"file-{then}-alternative": "A shed", f"file-{now}-alternative": "A library"}
    page = ruth.post(page_of(letter), WORDS | chosen | said, follow=True).text
    assert page.index("A shed") < page.index("In May") < page.index("A library") < page.index("The letter left")
    assert page.count("<figure") == 2


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"body": "x" * 5_001}, "at most 5000 characters"),
        ({"body": " \u200b "}, "This field is required."),
        ({"before": ""}, "Choose this one too: the two pictures stand side by side."),
        ({"language": "de"}, "Select a valid choice"),
    ],
)
def test_what_cannot_be_saved_comes_back_with_a_sentence_and_all_that_was_typed(world, browser, told, changes, sentence):
    call, outcome = told
    response = browser(world.ruth).post(page_of(call), sent(outcome, after_words="Mine", **changes))

    assert response.status_code == 422
    assert sentence in response.text
    assert 'value="Mine"' in response.text
    assert Outcome.objects.get(pk=outcome.pk).version == outcome.version


def test_one_picture_is_not_before_and_after(world, browser, told):
    call, outcome = told
    response = browser(world.ruth).post(page_of(call), sent(outcome, before=outcome.after_id))

    assert response.status_code == 422
    assert "This is the picture of before, too" in response.text


@pytest.mark.parametrize("stranger", ["9", "999999999999999999999", "x"])
def test_a_picture_that_is_not_among_its_files_is_refused(world, browser, told, stranger):
    call, outcome = told
    response = browser(world.ruth).post(page_of(call), sent(outcome, before=stranger))

    assert response.status_code == 422
    assert "no longer among your files" in response.text


def test_a_picture_that_is_taken_out_leaves_no_half_of_a_pair(world, browser, told):
    call, outcome = told
    gone = sent(outcome, before="", after="")
    gone["attached"] = [outcome.after_id]
    page = browser(world.ruth).post(page_of(call), gone, follow=True).text

    assert page.count('<figure class="pair__side"') == 0
    assert "The same kitchen with four bright signs" in page
    assert "Attention all kitchen" not in page


def test_a_correction_keeps_the_former_text_for_everybody(world, browser, told):
    call, outcome = told
    page = browser(world.ruth).post(page_of(call), sent(outcome, body="There are *five* signs."), follow=True).text
    assert "There are <em>five</em> signs." in page
    assert "Corrected on" in page

    former = browser().get(page_of(call, "former_texts")).text
    assert "The 118 words are in the recycling." in former
    assert "five" not in former


def test_other_pictures_are_no_correction(world, browser, told):
    call, outcome = told
    browser(world.ruth).post(page_of(call), sent(outcome, after_words="Better"))

    outcome.refresh_from_db()
    assert outcome.after_words == "Better"
    assert outcome.corrected_at is None
    assert not outcome.revisions.exists()


def test_of_two_editors_the_second_sees_both_texts(world, browser, told):
    call, outcome = told
    write_story(call=call, author=world.ruth, version=outcome.version, body="Hers came first.", language="en")
    response = browser(world.ruth).post(page_of(call), sent(outcome, body="Mine came second."))

    assert response.status_code == 422
    assert "Hers came first." in response.text
    assert "Mine came second." in response.text
    version = response.context["form"]["version"].value()
    browser(world.ruth).post(page_of(call), sent(outcome, body="Mine, knowing hers.", version=version))
    assert Outcome.objects.get(pk=outcome.pk).body == "Mine, knowing hers."


def test_a_picture_that_a_colleague_added_meanwhile_stays(world, browser, told):
    call, outcome = told
    ruth, opened = browser(world.ruth), sent(outcome, body="Mine came second.")
    (theirs,) = (
        ruth.post(page_of(call), sent(outcome) | {"files": pictures("new"), "add_files": "1"}).context["form"].gathered[2:]
    )
    added = sent(outcome) | {f"file-{theirs.pk}-alternative": "A ladle"}
    ruth.post(page_of(call), added | {"attached": [*added["attached"], theirs.pk]})
    page = ruth.post(page_of(call), opened)
    assert page.status_code == 422

    ruth.post(page_of(call), opened | {"version": page.context["form"]["version"].value()})
    assert Outcome.objects.get(pk=outcome.pk).body == "Mine came second."
    assert list(outcome.attachments.values_list("alternative", flat=True))[2:] == ["A ladle"]


def test_the_desk_does_not_empty_an_outcome_that_has_pictures(world, browser):
    letter = world.call("letter")
    Outcome.objects.filter(call=letter).delete()
    ruth = browser(world.ruth)
    form = ruth.post(page_of(letter), WORDS | {"files": pictures("then"), "add_files": "1"}).context["form"]
    (file,) = form.gathered
    ruth.post(page_of(letter), WORDS | {"attached": file.pk, f"file-{file.pk}-alternative": "A shed"})
    emptied = {"body": "", "initial-body": WORDS["body"], "language": "en", "initial-language": "en"}
    response = ruth.post(page_of(letter, "desk"), emptied)

    assert response.status_code == 422
    assert "take them out before you empty it" in response.text
    assert Outcome.objects.get(call=letter).attachments.count() == 1


@pytest.mark.parametrize("name", ["poster", "lost_draft"])
def test_a_call_that_is_not_published_has_nothing_to_tell(world, browser, name):
    assert browser(world.chloe).get(page_of(world.call(name))).status_code == 404


def test_only_its_team_writes(world, browser, told):
    call, outcome = told
    assert browser().get(page_of(call)).status_code == 302
    for reader in (world.amina, world.chloe, world.odile):
        assert browser(reader).get(page_of(call)).status_code == 404
        assert browser(reader).post(page_of(call), sent(outcome)).status_code == 404
