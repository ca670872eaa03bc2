"""A disk without room: people read on, and whoever writes is told so and gets her text back."""

import errno

import pytest
from django.db import OperationalError, connection

from pyjama.contributions.models import Contribution
from pyjama.core import room

pytestmark = pytest.mark.once

ANSWER = {
    "body": "Beans, bread and a soup that lasts three days.",
    "language": "en",
    "submission_key": "6f1c1c9e-8f5a-4d9e-9d0b-0a0f4a1f7b11",
}
WORDS = {"en": "The site has no room for anything new", "fr": "Le site n’a plus de place pour rien de nouveau"}


@pytest.mark.parametrize("language", ["en", "fr"])
def test_below_the_floor_people_read_and_get_their_text_back_in_their_language(world, browser, settings, language):
    amina, call, before = browser(world.amina), world.call("menu"), Contribution.objects.count()
    settings.LEAST_FREE = room.total() + 1
    address = call.get_absolute_url().replace("/en/calls/", {"en": "/en/calls/", "fr": "/fr/appels/"}[language])
    response = amina.post(address, ANSWER)

    assert (response.status_code, response.headers["Retry-After"]) == (503, "300")
    assert WORDS[language] in response.text
    assert f"readonly>{ANSWER['body']}</textarea>" in response.text
    assert amina.get(address).status_code == 200
    assert Contribution.objects.count() == before

    settings.LEAST_FREE = 0
    assert amina.post(address, ANSWER).status_code != 503


def test_a_part_of_a_page_leaves_what_was_typed_where_it_is(world, browser, settings):
    settings.LEAST_FREE = room.total() + 1
    response = browser(world.amina).post(world.call("menu").get_absolute_url(), ANSWER, headers={"HX-Request": "true"})
    assert (response.status_code, response.headers["HX-Retarget"]) == (409, "#refusal")
    assert 'id="refusal"' in response.text


@pytest.mark.parametrize(
    "error", [OperationalError("database or disk is full"), OSError(errno.ENOSPC, "No space left on device")]
)
def test_a_disk_that_fills_up_meanwhile_is_told_the_same(world, browser, error):
    def full(execute, sql, *arguments):
        if sql.startswith("INSERT INTO"):
            raise error
        return execute(sql, *arguments)

    amina, address = browser(world.amina), world.call("menu").get_absolute_url()
    with connection.execute_wrapper(full):
        response = amina.post(address, ANSWER)
    assert response.status_code == 503
    assert WORDS["en"] in response.text


def test_other_errors_are_no_full_disk():
    assert not room.is_full(OperationalError("database is locked"))
    assert not room.is_full(OSError(errno.EACCES, "Permission denied"))
