import uuid

import pytest
from django.urls import reverse

from pyjama.calls.actions import close_call
from pyjama.calls.models import Call
from pyjama.contributions.actions import post_contribution
from pyjama.core import clock


def answer(call, author, body="An answer.", **fields):
    return post_contribution(call=call, author=author, body=body, language="en", submission_key=uuid.uuid4(), **fields)


@pytest.fixture
def open_call(world):
    """A call of its own with three answers."""
    menu = world.call("menu")
    call = Call(
        organization=menu.organization, author=world.ruth, language="en", closes_at=menu.closes_at, state="open",
        published_at=clock.now(),
    )  # fmt: skip
    call.write(title="Which ladle?", body="Tell us.")
    call.save()
    for author in (world.sam, world.lise, world.sam):
        answer(call, author)
    return call


@pytest.fixture
def call(open_call):
    """The same, closed."""
    return close_call(call=open_call)


@pytest.fixture
def answers(call):
    return list(call.contributions.answers())


@pytest.fixture
def colleague(world, call):
    """Somebody who sorts beside Ruth."""
    call.organization.memberships.create(person=world.camille, role="editor")
    return world.camille


@pytest.fixture
def desk(call):
    return reverse("outcomes:desk", args=[call.pk])
