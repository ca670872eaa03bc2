"""Who gets an attached file, how it goes out, and when it is erased."""

from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.db import connection

from pyjama.attachments import tasks
from pyjama.attachments.actions import QUOTA, attach, keep_attachment
from pyjama.attachments.attaching import checked
from pyjama.attachments.illustrations import LIGHTEST
from pyjama.attachments.models import FOLDER, Attachment
from pyjama.attachments.tests.files import pdf, picture, upload
from pyjama.core import clock
from pyjama.core.limits import LIMITS
from pyjama.core.refusals import Refused


def stored():
    return set(storages["private"].listdir(FOLDER)[1])


@pytest.fixture
def image(world):
    return keep_attachment(owner=world.sam, file=checked(upload(picture("PNG", (1_000, 500)), "soup.png")))


@pytest.fixture
def paper(world):
    return keep_attachment(owner=world.sam, file=checked(upload(pdf(), "l’été budget;.pdf")))


def attached(world, file):
    attach(target=world.call("menu"), person=world.sam, files=[(file, "Words.")])
    return file


def test_what_waits_is_seen_by_its_owner_alone(world, browser, image):
    for name in image.files:
        response = browser(world.sam).get(image.address_of(name))
        assert response.status_code == 200
        assert response["Cache-Control"] == "private, no-store"
        for person in (None, world.lise, world.ruth, world.odile, world.theo):
            assert browser(person).get(image.address_of(name)).status_code == 404


def test_a_public_picture_goes_out_so_that_it_stays_a_picture(world, browser, image):
    response = browser().get(attached(world, image).get_absolute_url())

    assert response["Content-Type"] == "image/webp"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert response["Cross-Origin-Resource-Policy"] == "same-origin"
    assert response["Cache-Control"] == "public, max-age=86400"
    assert "Cookie" not in response.get("Vary", "")
    assert "attachment" not in response.get("Content-Disposition", "")


def test_a_pdf_goes_out_as_a_download_under_its_own_name(world, browser, paper):
    response = browser().get(attached(world, paper).get_absolute_url())

    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"].startswith("attachment; filename*=utf-8''l%E2%80%99%C3%A9t%C3%A9%20budget%3B.pdf")
    assert response["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert response["X-Content-Type-Options"] == "nosniff"


def test_a_picture_has_two_addresses_and_no_other(world, browser, image):
    attached(world, image)
    assert [browser().get(image.address_of(name)).status_code for name in image.files] == [200, 200]
    assert image.files == [f"{image.key}-light.webp", f"{image.key}-1000.webp"]
    for guess in (
        "-1.webp",
        "-1920.webp",
        "-320.webp",
        "-lighter.webp",
        ".pdf",
        "",
        ".webp",
        "-1000.webp/",
        "-light.webp%00",
        "-1000.html",
        "/../x-1000.webp",
    ):
        assert browser().get(f"/files/{image.key}{guess}").status_code == 404
    assert browser().get(f"/files/{image.key.upper()}-1000.webp").status_code == 404


def test_names_cannot_be_guessed(image, paper):
    assert image.key != paper.key
    assert len(bytes.fromhex(image.key)) == 16


def test_a_file_is_only_read(browser, image):
    assert browser().post(image.on_a_page).status_code == 405
    assert browser().delete(image.on_a_page).status_code == 405


def test_a_row_whose_file_could_not_be_written_is_not_kept(world, monkeypatch):
    storage, names = storages["private"], []

    def full(name, content):
        names.append(name)
        if len(names) > 1:
            raise OSError(28, "No space left on device")
        return type(storage).save(storage, name, content)

    before = stored()
    monkeypatch.setattr(storage, "save", full)
    with pytest.raises(Refused, match="no room for files"):
        keep_attachment(owner=world.sam, file=checked(upload(picture("PNG", (1_000, 500)), "soup.png")))
    assert len(names) == 2
    assert stored() == before
    assert not Attachment.objects.given_by(world.sam).exists()


@pytest.mark.django_db(transaction=True)
def test_two_uploads_at_once_do_not_both_take_the_last_room(world):
    Attachment.objects.create(owner=world.sam, key="f" * 32, kind="document", name="all.pdf", size=QUOTA - len(pdf()))
    start, ends = Barrier(2), []

    def send():
        file = checked(upload(pdf(), "budget.pdf"))
        start.wait()
        try:
            keep_attachment(owner=world.sam, file=file)
            ends.append("kept")
        except Refused:
            ends.append("refused")
        connection.close()

    uploads = [Thread(target=send) for _ in range(2)]
    [each.start() for each in uploads]
    [each.join() for each in uploads]
    assert sorted(ends) == ["kept", "refused"]


def test_the_files_of_a_day_are_limited(world):
    for number in range(LIMITS["uploads"].acts):
        world.sam.uploads.create(size=number)
    with pytest.raises(Refused):
        keep_attachment(owner=world.sam, file=checked(upload(pdf(), "one more.pdf")))


def test_what_waited_for_a_day_is_erased_and_what_is_attached_stays(
    world, image, paper, at, django_capture_on_commit_callbacks
):
    attached(world, paper)
    for after, is_there in ((timedelta(hours=23), True), (timedelta(hours=25), False)):
        with at(clock.now() + after), django_capture_on_commit_callbacks(execute=True):
            tasks.erase_forgotten()
            tasks.erase_forgotten()
        assert Attachment.objects.filter(pk=image.pk).exists() == is_there
        assert ({*image.files} <= stored()) == is_there
    assert Attachment.objects.filter(pk=paper.pk).exists()
    assert {*paper.files} <= stored()


def test_a_file_without_its_row_is_erased_after_a_day_and_no_other(world, image, paper, at):
    storages["private"].save(f"{FOLDER}/{'0' * 32}-320.webp", ContentFile(b"lost"))
    storages["private"].save("proofs/else.pdf", ContentFile(pdf()))
    Attachment.objects.filter(pk=image.pk).delete()
    tasks.erase_orphans()
    assert {*image.files} <= stored()

    with at(clock.now() + timedelta(hours=25)):
        tasks.erase_orphans()
        tasks.erase_orphans()
    assert not {*image.files, f"{'0' * 32}-320.webp"} & stored()
    assert {*paper.files} <= stored()
    assert storages["private"].exists("proofs/else.pdf")


def test_there_may_be_nothing_to_erase(world, monkeypatch):
    monkeypatch.setattr("pyjama.attachments.actions.FOLDER", "none_yet")
    tasks.erase_orphans()


@pytest.fixture
def former(world, image):
    """A public picture as it was kept before there were light versions: in three widths, each too heavy."""
    light, largest = image.files
    content = storages["private"].open(f"{FOLDER}/{largest}").read()
    Attachment.objects.filter(pk=attached(world, image).pk).update(light=None, size=3 * len(content))
    storages["private"].delete(f"{FOLDER}/{light}")
    for width in (320, 960):
        storages["private"].save(f"{FOLDER}/{image.key}-{width}.webp", ContentFile(content))
    return Attachment.objects.get(pk=image.pk)


def test_a_former_picture_is_shown_until_it_has_its_light_version(former, browser):
    page = browser().get(former.target.get_absolute_url()).text
    assert f'src="/files/{former.key}-960.webp"' in page
    assert browser().get(f"/files/{former.key}-960.webp").status_code == 200


def test_a_former_picture_gets_its_light_version_once_and_what_it_had_goes(former, browser, at, django_assert_num_queries):
    before = b"".join(browser().get(former.get_absolute_url()))
    # A worker that was killed had begun.
    storages["private"].save(f"{FOLDER}/{former.key}-light.webp", ContentFile(b"begun"))
    tasks.draw_light_versions()
    with django_assert_num_queries(1):
        tasks.draw_light_versions()

    now = Attachment.objects.get(pk=former.pk)
    light = b"".join(browser().get(now.on_a_page))
    assert len(light) == now.light <= LIGHTEST
    assert light.startswith(b"RIFF")
    assert b"".join(browser().get(now.get_absolute_url())) == before
    assert now.size == len(light) + len(before)
    assert f'src="{now.on_a_page}"' in browser().get(now.target.get_absolute_url()).text
    with at(clock.now() + timedelta(hours=25)):
        tasks.erase_orphans()
    assert {name for name in stored() if former.key in name} == {*now.files}


def test_of_two_workers_at_once_the_first_draws(former, browser, monkeypatch):
    def slowly(content):
        monkeypatch.undo()
        tasks.draw_light_versions()
        return b"of the second"

    monkeypatch.setattr("pyjama.attachments.actions.light_from", slowly)
    tasks.draw_light_versions()
    now = Attachment.objects.get(pk=former.pk)
    assert len(b"".join(browser().get(now.on_a_page))) == now.light != len(b"of the second")


@pytest.mark.parametrize("content", [None, b"RIFF and nothing more"])
def test_a_former_picture_that_is_lost_or_damaged_is_tried_once(former, browser, content):
    largest = f"{FOLDER}/{former.files[-1]}"
    storages["private"].delete(largest)
    if content:
        storages["private"].save(largest, ContentFile(content))
    tasks.draw_light_versions()

    assert not Attachment.objects.without_light()
    assert Attachment.objects.get(pk=former.pk).files == [former.files[-1]]
    assert former.get_absolute_url() in browser().get(former.target.get_absolute_url()).text
