"""The scope is the permission: on every model that has one, whoever has no part in a row may not change it."""

import inspect
import uuid
from datetime import time

import pytest
from django.apps import apps
from django.contrib.auth.models import AnonymousUser

from pyjama.accounts.models import User
from pyjama.attachments.actions import keep_attachment
from pyjama.attachments.attaching import checked
from pyjama.attachments.tests.files import proof
from pyjama.core import clock
from pyjama.digests.actions import choose_weekly
from pyjama.digests.models import Rhythm
from pyjama.notifications.actions import choose, keep_quiet, take_interest
from pyjama.notifications.models import Channel, Kind
from pyjama.privacy.actions import ask_for_export, ask_for_unlisting, ask_to_leave
from pyjama.privacy.models import Incident
from tests.subjects import device_of

VISITOR = AnonymousUser()


def questions(model):
    """The scopes of a model (names) beside `visible_to`: they take one thing, a user, and say what is in her hands."""
    methods = inspect.getmembers(model.objects.all(), inspect.ismethod)
    taking_a_user = [name for name, method in methods if [*inspect.signature(method).parameters] == ["user"]]
    return [name for name in taking_a_user if name != "visible_to"]


SCOPED = [model for model in apps.get_models() if model.__module__.startswith("pyjama.") and questions(model)]
EVERY_SCOPE = [(model, scope) for model in SCOPED for scope in questions(model)]


@pytest.fixture
def world(world):
    """The world, and what its story does not need: choices with their lines, a weekly mail, a device, a waiting file."""
    keep_attachment(owner=world.amina, file=checked(proof()))
    device_of(world.amina)
    choose(person=world.amina, channel=Channel.MAIL, choices={Kind.REPLY: False})
    take_interest(person=world.amina, target=world.call("menu"))
    keep_quiet(person=world.amina, is_on=True, starts_at=time(22), ends_at=time(7), time_zone="America/Toronto")
    choose_weekly(person=world.amina, is_wanted=True, weekday=Rhythm.Weekday.MONDAY)
    world.amina.editions.create(kind=Kind.FITTING_CALLS, period=clock.today(), run=uuid.uuid4())
    world.amina.proposals.create(call=world.call("menu"))
    ask_for_export(person=world.amina, language="en")
    ask_to_leave(person=world.amina, words_go=False, at_once=False)
    words = {"path": "/en/calls/", "ground": "harm", "words": "x", "email": "a@example.org", "language": "en"}
    ask_for_unlisting(person=world.amina, **words)
    Incident.objects.create(noted_by=world.theo, information="x", circumstances="x")
    return world


@pytest.fixture
def stranger(db):
    """Somebody with an account who did nothing yet."""
    return User.objects.create_user("stranger@example.org", display_name="Stranger")


def test_the_world_has_rows_to_be_wrong_about(world):
    assert [model for model in SCOPED if not model.objects.exists()] == []


def test_a_visitor_and_a_stranger_may_change_nothing_of_others(world, stranger):
    for who in (VISITOR, stranger):
        given = [(model, scope) for model, scope in EVERY_SCOPE if getattr(model.objects, scope)(who).exists()]
        assert (who, given) == (who, [])


def test_a_visitor_sees_what_a_stranger_sees_and_no_more(world, stranger):
    for model in SCOPED:
        if hasattr(model.objects, "visible_to"):
            assert {*model.objects.visible_to(VISITOR)} == {*model.objects.visible_to(stranger)}, model


def test_the_draft_of_an_organization_without_members_is_not_a_visitors(world):
    """`filter(members=None)` means IS NULL: it would give her exactly this one."""
    trap = world.call("lost_draft")
    assert trap in type(trap).objects.filter(organization__members=None)
    assert trap not in type(trap).objects.visible_to(VISITOR)
    assert trap not in type(trap).objects.editable_by(VISITOR)
