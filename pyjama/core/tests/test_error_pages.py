from uuid import uuid4

import pytest
from django.db import OperationalError, connection
from django.test import RequestFactory

from pyjama.core.shortcuts import typed_texts

pytestmark = pytest.mark.once


def gone(*_):
    raise OperationalError("the database is gone")


@pytest.mark.parametrize("name", [None, "lise"])
def test_the_page_of_a_failure_needs_no_database(world, browser, name):
    reader = browser(name and getattr(world, name))
    reader.raise_request_exception = False
    with connection.execute_wrapper(gone):
        response = reader.get("/en/calls/")

    assert (response.status_code, response.headers["Retry-After"]) == (503, "30")
    assert "A button came off" in response.text
    assert "gone" not in response.text


@pytest.mark.parametrize(("error", "status"), [(OperationalError("away"), 503), (ValueError("a mistake of ours"), 500)])
def test_whoever_sends_a_text_while_something_breaks_gets_it_back(world, browser, error, status):
    def broken(execute, sql, *arguments):
        if sql.startswith("INSERT INTO"):
            raise error
        return execute(sql, *arguments)

    amina, call = browser(world.amina), world.call("menu")
    amina.raise_request_exception = False
    answer = {"body": "Beans, bread and a soup.", "language": "en", "submission_key": str(uuid4())}
    with connection.execute_wrapper(broken):
        response = amina.post(call.get_absolute_url(), answer)
        part = amina.post(call.get_absolute_url(), answer, headers={"HX-Request": "true"})

    assert response.status_code == status
    assert f"readonly>{answer['body']}</textarea>" in response.text
    assert (part.status_code, part.get("HX-Retarget")) == ((409, "#refusal") if status == 503 else (500, None))
    assert "Something broke on our side" in part.text


@pytest.mark.parametrize("name", ["lise", "odile"])
def test_who_is_no_operator_finds_no_admin(world, browser, name):
    for address in ("/admin/", "/admin/login/"):
        response = browser(getattr(world, name)).get(address, follow=True)
        assert response.status_code == 404


def test_an_operator_who_signs_in_comes_to_the_admin(world, browser):
    response = browser().get("/admin/accounts/user/", follow=True)
    signed_in = browser(world.theo).get(response.redirect_chain[-1][0], follow=True)

    assert signed_in.redirect_chain[-1][0] == "/admin/accounts/user/"
    assert browser(world.theo).get("/admin/login/", follow=True).status_code == 200


def test_who_signs_in_after_opening_what_only_takes_a_form_finds_words(world, browser):
    address = "/en/notifications/read/"
    assert browser().get(address).url.endswith(f"?next={address}")
    response = browser(world.lise).get(address)

    assert (response.status_code, response.headers["Allow"]) == (405, "POST")
    assert "press the button once more" in response.text
    assert '<a class="button" href="/en/my-space/">' in response.text


def test_every_page_leads_to_the_source_code_where_the_operator_says_it_is(db, browser, settings):
    assert "Source code" not in browser().get("/en/offline/").text
    settings.SOURCE_URL = "https://code.example.org/pyjama"
    assert '<a href="https://code.example.org/pyjama">Source code</a>' in browser().get("/en/offline/").text


def test_a_page_that_takes_nothing_gives_back_the_texts_and_no_secret(world):
    texts = ["A soup of beans, and bread.", "https://example.org/bread"]
    secrets = dict.fromkeys(["csrfmiddlewaretoken", "submission_key", "password1", "oldpassword", "code"], "x" * 64)
    request = RequestFactory().post("/", {"body": texts[0], "website": texts[1], "kind": "request"} | secrets)

    assert typed_texts(request) == texts
