"""What staff does and looks at is written down, and stays."""

import pytest
from django.db import DatabaseError, connection, transaction
from django.urls import reverse

from pyjama.attachments.actions import attach, keep_attachment
from pyjama.attachments.attaching import checked
from pyjama.attachments.tests.files import picture, upload
from pyjama.core import clock
from pyjama.moderation.actions import hold
from pyjama.moderation.models import StaffAct
from pyjama.moderation.rules import CROWD


def lines():
    return [(act.staff, act.kind, act.about, act.object_id) for act in StaffAct.objects.order_by("pk")]


def new_lines(before):
    return lines()[len(before) :]


def test_looking_at_an_authors_record_is_written_down(world, browser, reported):
    before = lines()
    browser(world.odile).get(reported.get_absolute_url())
    assert new_lines(before) == [(world.odile.pk, "viewed", "moderation.item", reported.pk)]


@pytest.mark.parametrize(
    ("address", "kind"), [("admin:accounts_user_change", "viewed"), ("admin:accounts_user_changelist", "listed")]
)
def test_an_operator_who_opens_people_in_the_administration_is_written_down(world, browser, settings, address, kind):
    settings.ZEAL_ALLOWLIST = [{"model": "accounts.User", "field": "get()"}]
    before, amina = lines(), world.amina.pk
    arguments = [amina] if kind == "viewed" else []
    assert browser(world.theo).get(reverse(address, args=arguments)).status_code == 200
    assert new_lines(before) == [(world.theo.pk, kind, "accounts.user", arguments[0] if arguments else None)]


def test_who_verifies_looks_at_owners_and_papers(world, browser):
    before, jardin = lines(), world.organization("jardin")
    browser(world.odile).get(reverse("organizations:decide", args=[jardin.pk]))
    assert new_lines(before) == [(world.odile.pk, "viewed", "organizations.organization", jardin.pk)]


def test_what_others_read_is_nobodys_business(world, browser):
    before = lines()
    for person in (None, world.amina, world.odile, world.theo):
        browser(person).get(reverse("pages:home"))
        browser(person).get(world.camille.profile.get_absolute_url())
    browser(world.amina).get(reverse("moderation:item", args=[1]))
    assert new_lines(before) == []


@pytest.mark.parametrize("change", ["update", "delete", "bulk_update"])
def test_the_log_refuses_to_change(world, reported, browser, change):
    browser(world.odile).get(reported.get_absolute_url())
    with pytest.raises(TypeError, match="only grows"):
        getattr(StaffAct.objects.all(), change)()


@pytest.mark.parametrize("statement", ["UPDATE moderation_staffact SET staff = 0", "DELETE FROM moderation_staffact"])
def test_so_does_the_database(world, reported, browser, statement):
    browser(world.odile).get(reported.get_absolute_url())
    with pytest.raises(DatabaseError, match="only grows"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_an_operator_downloads_it_without_a_name_in_it(world, browser, reported, decided):
    decided()
    browser(world.odile).get(reported.get_absolute_url())
    response = browser(world.theo).get(reverse("moderation:log"))
    text = response.content.decode()
    assert response["Content-Type"].startswith("text/csv")
    assert f",{world.odile.pk},decided,moderation.item,{reported.pk},hide" in text
    assert not [name for name in ("Odile", "Sam", "Victor", "@") if name in text]
    assert StaffAct.objects.first().kind == "exported"
    for person in (world.odile, world.amina):
        assert browser(person).get(reverse("moderation:log")).status_code == 404


def test_the_queue_lists_people_and_says_so(world, browser, reported):
    before = lines()
    browser(world.odile).get(reverse("moderation:queue"))
    browser(world.odile).get(reverse("calls:decide", args=[world.call("doorway").pk]))
    kinds = [("listed", "moderation.item", None), ("viewed", "calls.call", world.call("doorway").pk)]
    assert new_lines(before) == [(world.odile.pk, *kind) for kind in kinds]


def test_what_is_changed_in_the_administration_is_written_down_once_it_is_done(world, browser, proved, settings):
    settings.ZEAL_ALLOWLIST = [{"model": "accounts.User", "field": "get()"}]
    person, before = reverse("admin:accounts_user_change", args=[world.amina.pk]), lines()
    sent = {"display_name": "Amina", "is_moderator": "on", "is_active": "on"}
    browser(world.theo).post(person, sent)
    assert new_lines(before) == []
    proved(world.theo).post(person, sent)
    several = {"action": "turn_off_second_step", "_selected_action": [world.sam.pk]}
    proved(world.theo).post(reverse("admin:accounts_user_changelist"), several)
    numbers = [world.amina.pk, world.sam.pk]
    assert new_lines(before) == [(world.theo.pk, "changed", "accounts.user", number) for number in numbers]
    assert [act.detail for act in StaffAct.objects.order_by("pk")[len(before) :]] == ["", "turn_off_second_step"]


def test_a_file_that_not_everybody_may_see_is_written_down_by_its_number(world, browser, contribution):
    file = keep_attachment(owner=world.sam, file=checked(upload(picture(), "lamp.png")))
    attach(target=contribution, person=world.sam, files=[(file, "A lamp.")])
    before, path = lines(), file.get_absolute_url()
    browser(world.odile).get(path)
    assert new_lines(before) == []
    type(contribution).objects.filter(pk=contribution.pk).update(held_at=clock.now())
    assert browser(world.odile).get(path).status_code == browser(world.sam).get(path).status_code == 200
    assert new_lines(before) == [(world.odile.pk, "viewed", "attachments.attachment", file.pk)]


def test_the_queue_shows_the_pictures_of_what_waits(world, browser, contribution):
    file = keep_attachment(owner=world.sam, file=checked(upload(picture(), "lamp.png")))
    attach(target=contribution, person=world.sam, files=[(file, "A lamp.")])
    item = hold(row=contribution, rule=CROWD).item
    for path in (reverse("moderation:queue"), item.get_absolute_url()):
        assert 'alt="A lamp."' in browser(world.odile).get(path).text
    assert browser(world.odile).get(file.get_absolute_url()).status_code == 200
    assert browser(world.victor).get(file.get_absolute_url()).status_code == 404
