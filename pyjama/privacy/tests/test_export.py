"""All that is kept about oneself, in one file."""

import json
from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.files.storage import storages
from django.db import models
from django.urls import reverse

from pyjama.accounts.tests.pages import prove
from pyjama.attachments.actions import attach, keep_attachment
from pyjama.attachments.attaching import checked
from pyjama.attachments.tests.files import proof
from pyjama.contributions.actions import post_contribution, vote_useful
from pyjama.core import clock
from pyjama.core.privacy import HERS, Nature
from pyjama.notifications.models import Kind, Notification
from pyjama.privacy.actions import ask_for_export, forget_old_exports, make_exports
from pyjama.privacy.labels import FIELDS, NOUNS
from pyjama.privacy.models import Export
from pyjama.privacy.rows import rows_of, tables

PAGE, ASK = "privacy:mine", "privacy:export"
TEXTS = (models.CharField, models.TextField)


def answer(world, person, body="I can do page 2.", **options):
    options = {"call": world.call("menu"), "language": "en", "submission_key": uuid4()} | options
    return post_contribution(author=person, body=body, **options)


def test_she_asks_for_it_once_she_has_shown_that_it_is_she(world, browser, outbox):
    client = browser(world.amina)
    assert "/confirm/" in client.post(reverse(ASK)).url
    assert not Export.objects.exists()

    prove(client, world.amina)
    assert client.post(reverse(ASK)).url == reverse(PAGE)
    make_exports()

    assert Notification.objects.get(recipient=world.amina, kind=Kind.EXPORT_READY)
    assert [mail.recipient for mail in outbox()] == [world.amina.email]
    export = Export.objects.get()
    download = client.get(reverse("privacy:download", args=[export.pk]))
    assert download["Content-Type"] == "application/zip"
    assert "no-store" in download["Cache-Control"]


def test_nobody_else_gets_it_and_a_link_is_not_enough(world, browser):
    export = ask_for_export(person=world.amina, language="en")
    make_exports()
    address = reverse("privacy:download", args=[export.pk])
    stranger = browser(world.sam)
    prove(stranger, world.sam)
    assert stranger.get(address).status_code == 404
    assert "/sign-in/" in browser().get(address).url
    assert "/confirm/" in browser(world.amina).get(address).url


def test_one_is_made_at_a_time_and_another_replaces_it(world, browser):
    client = browser(world.amina)
    prove(client, world.amina)
    client.post(reverse(ASK))
    assert client.post(reverse(ASK)).status_code == 409
    make_exports()
    first = Export.objects.get()
    client.post(reverse(ASK))
    assert not storages["private"].exists(first.name)
    assert Export.objects.get().pk != first.pk


def test_it_is_erased_after_a_week(world, at):
    export = ask_for_export(person=world.amina, language="en")
    make_exports()
    with at(clock.now() + timedelta(days=7, minutes=1)):
        assert not Export.objects.ready().exists()
        forget_old_exports()
    assert not storages["private"].exists(export.name)
    assert not Export.objects.exists()


def test_what_a_killed_worker_began_another_one_makes(world, at):
    export = ask_for_export(person=world.amina, language="en")
    Export.objects.update(claimed_at=clock.now())
    make_exports()
    assert not storages["private"].exists(export.name)
    with at(clock.now() + timedelta(minutes=16)):
        make_exports()
    assert storages["private"].exists(export.name)


def test_it_holds_every_word_that_is_hers(world, exported):
    """A marker in each text of each of her rows, by the map; each is found in the JSON, the CSV and the pages."""
    answered = answer(world, world.amina)
    file = keep_attachment(owner=world.amina, file=checked(proof()))
    attach(target=answered, person=world.amina, files=[(file, "")])
    vote_useful(contribution=world.call("slogans").contributions.answers().exclude(author=world.amina)[0], voter=world.amina)
    markers = set()
    for table in tables():
        for row in rows_of(world.amina, table):
            markers |= marked(table, row)
    archive = exported(world.amina)

    assert len(markers) > 20
    for folder in ("json/", "csv/", "pages/"):
        told = archive.all_of(folder)
        assert [marker for marker in markers if marker.encode() not in told] == [], folder
    assert any(file.files[-1] in name for name in archive.names)


def marked(table, row):
    """Put a marker in each text of a row that the map gives to its person; its choices stay what they are."""
    markers = set()
    for name in filter(lambda name: is_free_text(table, row._meta.get_field(name)), table.exported):
        marker = f"mark-{uuid4().hex[:12]}"
        type(row)._base_manager.filter(pk=row.pk).update(**{name: marker})
        markers.add(marker)
    return markers


def is_free_text(table, field):
    is_long = isinstance(field, TEXTS) and (field.max_length or 99) > 40
    return is_long and not field.choices and not field.unique and field.name != table.address


def test_it_holds_nothing_of_anybody_else_and_no_secret(world, exported):
    """Five people with markers in their names, addresses and words, all of whom met her; none is in her file."""
    others = [world.sam, world.chloe, world.marc, world.camille, world.ruth]
    for person in others:
        person.display_name = person.email = f"other-{person.pk}-marker@example.org"
        person.save(update_fields=["display_name", "email"])
    sam, chloe = others[:2]
    mine = answer(world, world.amina)
    vote_useful(contribution=answer(world, sam, "other-marker"), voter=world.amina)
    answer(world, chloe, "other-marker", parent=mine)
    archive = exported(world.amina)
    everything = archive.all_of("")

    assert b"other-" not in everything
    assert world.amina.password.encode() not in everything
    for table in tables():
        hidden = {name for name, nature in table.natures.items() if nature not in HERS}
        for name in [name for name in archive.names if name == f"json/{table.model.lower().replace('.', '-')}.json"]:
            for row in json.loads(archive.text(name)):
                assert not hidden & {*row}, table.model


def test_it_opens_in_her_language_without_the_site(world, exported):
    page = exported(world.amina, "fr").text("index.html")
    assert '<html lang="fr-CA">' in page
    assert "Tout ce qui est gardé à votre sujet" in page
    assert "http://" not in page.replace("http://127.0.0.1", "")
    assert "<script" not in page


def test_a_name_or_text_that_looks_like_code_or_a_formula_is_words(world, exported):
    amina = world.amina
    amina.display_name = "=1+1<script>alert(1)</script>"
    amina.save(update_fields=["display_name"])
    archive = exported(amina)
    assert b"<script>" not in archive.all_of("pages/") + archive.all_of("index")
    assert "'=1+1" in archive.text("csv/accounts-user.csv")


@pytest.mark.once
def test_everything_in_it_has_a_name_for_people():
    assert {table.model for table in tables()} - {*NOUNS} == set()
    assert {name for table in tables() for name in table.exported} - {*FIELDS} == set()
    assert Nature.SECURITY not in HERS
