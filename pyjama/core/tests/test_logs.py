"""The log tells operators what happened, and nobody who it was."""

import json
import logging

import pytest
from django.test import RequestFactory

from pyjama.core.logs import JsonFormatter, LineFormatter, current_request, discreet

pytestmark = pytest.mark.once

PRIVATE = ["rose@example.org", "192.0.2.17", "2001:db8::17", "Rose Tremblay", "q=burnout", "k3y" * 9, "rose-tremblay"]


def record(message, *arguments, error=None, **extra):
    """A record of the log, as a logger makes it."""
    info = (type(error), error, error.__traceback__) if error else None
    made = logging.getLogger("pyjama.test").makeRecord("pyjama.test", logging.ERROR, "", 1, message, arguments, info)
    vars(made).update(extra)
    return made


def raised(error):
    """An exception that was raised while another one was looked at."""
    try:
        try:
            raise KeyError(PRIVATE[3])
        except KeyError as first:
            raise error from first
    except type(error) as caught:
        return caught


@pytest.mark.parametrize("formatter", [LineFormatter("%(levelname)s %(message)s"), JsonFormatter()])
@pytest.mark.parametrize(
    "said",
    [
        record("Nothing for %s of %s or %s", PRIVATE[0], PRIVATE[1], PRIVATE[2]),
        record("Asked for /en/guest/%s/ and /fr/gens/12-%s/?%s", PRIVATE[5], PRIVATE[6], PRIVATE[4]),
        record("%s: %s", "Not Found", "/en/rose-tremblay/", request=RequestFactory().get("/en/rose-tremblay/")),
        record("It failed", error=raised(ValueError("no number: 'Rose Tremblay'"))),
        record("It failed", error=raised(RuntimeError("taken\nDETAIL:  Key (email)=(rose@example.org) exists."))),
        record("It failed", error=raised(OSError("Key (name)=(Rose Tremblay) for 192.0.2.17"))),
    ],
)
def test_nothing_about_people_is_written(formatter, said):
    written = formatter.format(said)
    assert [word for word in PRIVATE if word in written] == []
    assert said.levelname in written


def test_a_line_of_json_says_what_when_and_in_which_request():
    token = current_request.set("a1b2c3")
    error = raised(ValueError("not 'this'"))
    line = JsonFormatter().format(record("The round %s failed", "deliver_mail", error=error, facts={"status": 500}))
    current_request.reset(token)
    facts = json.loads(line)
    assert "\n" not in line
    assert (facts["message"], facts["request"], facts["status"]) == ("The round deliver_mail failed", "a1b2c3", 500)
    assert "test_logs.py" in facts["exception"][-1]
    assert "ValueError: not '…'" in facts["exception"][-1]
    assert "KeyError" in facts["exception"][0]


@pytest.mark.parametrize(
    "text",
    [
        "The round follow_unused_accounts failed at 12:30:45",
        "Message 1234567 is parked: an operator finds it in the outbox.",
        "fcm.googleapis.com answered 503 at try 2 of push 77",
        "Really? Yes.",
    ],
)
def test_what_is_about_nobody_stays(text):
    assert discreet(text) == text
