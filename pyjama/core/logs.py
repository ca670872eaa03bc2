"""What is written into the log, without anything about people: no address, no network, no token, no name in a path.

`LOG_FORMAT=json` writes one JSON object a line, for machines; else a line for eyes. Both pass here.
"""

import copy
import json
import logging
import re
import traceback
from contextvars import ContextVar
from datetime import UTC, datetime

# The number of the request that is served now, "" outside of one: what was logged in it can be found by it.
current_request = ContextVar("current_request", default="")

PERSONAL = [
    (re.compile(r"[\w.+%'-]+@[\w-]+(?:\.[\w-]+)*"), "[address]"),
    (re.compile(r"(?<![\w.])\d{1,3}(?:\.\d{1,3}){3}(?![\w.])"), "[network]"),
    (re.compile(r"(?<![\w:])(?:[0-9a-f]{0,4}:){3,7}[0-9a-f]{0,4}(?![\w:])", re.IGNORECASE), "[network]"),
    (re.compile(r"(?<![\w:])[0-9a-f]{0,4}::[0-9a-f:]*", re.IGNORECASE), "[network]"),
    (re.compile(r"(?<=[\w/])\?[^\s\"']+"), "?[query]"),
    # Whatever is long, and has figures and letters: links of one use, keys, sessions.
    (re.compile(r"(?<![\w=-])(?=[\w=:-]*\d)(?=[\w=:-]*[A-Za-z])[\w=:-]{20,}"), "[token]"),
    # The name of a row after its number.
    (re.compile(r"(?<=/)(\d+)-[^/\s]+"), r"\1"),
]
# What the message of an exception quotes may be what somebody typed.
QUOTED = re.compile(r"'[^']*'|\"[^\"]*\"|“[^”]*”|«[^»]*»|\([^()]*\)=\([^()]*\)")
LONGEST_MESSAGE = 300


def discreet(text):
    """A text (str) without what is about people in it."""
    for pattern, instead in PERSONAL:
        text = pattern.sub(instead, text)
    return text


def name_of_view(request):
    """What a request asked for, as our own name of it: an address may say more than is good."""
    match = getattr(request, "resolver_match", None)
    return match.view_name if match and match.view_name else "unknown"


def message_of(record):
    """What a record says; where it speaks of a request, that is named by its view."""
    if (request := getattr(record, "request", None)) and hasattr(request, "path"):
        paths = {request.path, request.get_full_path()}
        arguments = record.args if isinstance(record.args, tuple) else (record.args,)
        record.args = tuple(name_of_view(request) if value in paths else value for value in arguments if value is not None)
    return discreet(record.getMessage())


def told(exception):
    """An exception and those before it (list of str, the first one first): where, of which type, and no value."""
    lines = []
    while exception and len(lines) < 10:
        first_line = QUOTED.sub("'…'", str(exception).partition("\n")[0])
        frames = "".join(traceback.StackSummary.extract(traceback.walk_tb(exception.__traceback__)).format())
        lines.append(f"{frames}{type(exception).__qualname__}: {discreet(first_line)[:LONGEST_MESSAGE]}")
        exception = exception.__cause__ or (None if exception.__suppress_context__ else exception.__context__)
    return lines[::-1]


class LineFormatter(logging.Formatter):
    """For eyes: a line, and the traceback below it."""

    def format(self, record):
        record = copy.copy(record)
        record.msg, record.args, record.exc_text = message_of(record), (), None
        return super().format(record)

    def formatException(self, exc_info):  # noqa: N802
        return "\n".join(told(exc_info[1]))


class JsonFormatter(logging.Formatter):
    """For machines: an object a line. What a record carries as `facts` (dict) stands beside its message."""

    def format(self, record):
        record = copy.copy(record)
        facts = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": message_of(record),
        }
        # Of an answer that is an error Django tells when all is done.
        if number := current_request.get() or getattr(getattr(record, "request", None), "number", ""):
            facts["request"] = number
        if record.exc_info:
            facts["exception"] = told(record.exc_info[1])
        return json.dumps(facts | getattr(record, "facts", {}), ensure_ascii=False)
