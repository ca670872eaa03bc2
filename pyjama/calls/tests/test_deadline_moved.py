"""A deadline moved into the past, by somebody who edits a call: refused in words, and nothing typed is lost."""

from datetime import timedelta

import pytest
from django.urls import reverse

from pyjama.calls.models import Call
from pyjama.core import clock


def page(name, call):
    return reverse(f"calls:{name}", args=[call.pk])


def typed(call, **changes):
    """What the form of this call sends, with another text."""
    names = ["kind", "title", "language", "minutes", "enough", "version"]
    return {name: getattr(call, name) for name in names} | {"body": "Un texte tout neuf, tapé ce matin."} | changes


@pytest.mark.parametrize("days", [-400, -1, 0])
def test_a_draft_keeps_its_day_and_the_form_what_was_typed(world, browser, days):
    draft, day = world.call("poster"), clock.today() + timedelta(days=days)
    response = browser(world.chloe).post(page("edit", draft), typed(draft, closes_at=day.isoformat()))

    form = response.context["form"]
    assert response.status_code == 422
    assert form.errors.keys() == {"closes_at"}
    assert "Choose a day after today" in str(form.errors)
    for words in ("Un texte tout neuf, tapé ce matin.", f'value="{day.isoformat()}"'):
        assert words in response.content.decode()
    assert Call.objects.get(pk=draft.pk).closes_at == draft.closes_at


def test_a_day_that_passes_while_the_form_is_open_is_asked_for_again(world, browser, at):
    draft, day = world.call("poster"), clock.today() + timedelta(days=1)
    with at(clock.now() + timedelta(days=2)):
        response = browser(world.chloe).post(page("edit", draft), typed(draft, closes_at=day.isoformat()))
    assert response.context["form"].errors.keys() == {"closes_at"}
    assert "tapé ce matin" in response.content.decode()


def test_the_deadline_of_an_open_call_is_not_moved_by_its_text(world, browser):
    call = world.call("slogans")
    assert browser(world.chloe).post(page("edit", call), typed(call, closes_at="2020-01-01")).status_code == 302
    edited = Call.objects.get(pk=call.pk)
    assert (edited.body, edited.closes_at) == ("Un texte tout neuf, tapé ce matin.", call.closes_at)


def test_an_open_call_is_not_extended_backwards(world, browser):
    call = world.call("slogans")
    for day, sentence in {"2020-01-01": "Choose a day after today", call_day_before(call): "must be later"}.items():
        response = browser(world.chloe).post(page("extend", call), {"closes_at": day})
        assert response.status_code == 422
        assert sentence in response.content.decode()
        assert f'value="{day}"' in response.content.decode()
    assert Call.objects.get(pk=call.pk).closes_at == call.closes_at


def call_day_before(call):
    """The day before its deadline, which is still to come."""
    return (clock.day(call.closes_at) - timedelta(days=1)).isoformat()
