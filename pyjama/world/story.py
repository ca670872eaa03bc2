"""Reads the story: who is in it, who asks, what for, and what people answered.

It is written in story/*.toml, one file a call, with moments told from today: `days_ago` and `at`, the time on the wall. What
people drew, photographed and printed is in story/files.
"""

import tomllib
from datetime import datetime, time, timedelta
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.files.base import ContentFile

from pyjama.core import clock

FOLDER = Path(__file__).with_name("story")
DEADLINE = time(18)


@cache
def people():
    """Everybody, by key: a dict of dicts, in the order in which the demo introduces them."""
    return _read(FOLDER / "people.toml")


@cache
def organizations():
    """The organizations, by key."""
    return _read(FOLDER / "organizations.toml")


@cache
def calls():
    """The calls with all that people answered, by key."""
    return {path.stem: _read(path) for path in sorted(FOLDER.glob("calls/*.toml"))}


def moderation():
    """What is reported and decided: read anew each time, as the telling writes into it."""
    return _read(FOLDER / "moderation.toml")


def _read(path):
    return tomllib.loads(path.read_text(encoding="utf-8"))


def upload(name):
    """One of the story's files, as a browser sends it."""
    path = FOLDER / "files" / name
    return ContentFile(path.read_bytes(), name=path.name)


def address_of(key):
    """The e-mail address (str) of the person with this key."""
    return f"{key.replace('_', '.')}@example.org"


def moment(days_ago, at):
    """That time of the day (a time), so many days ago: an aware datetime."""
    return datetime.combine(clock.today() - timedelta(days=days_ago), at, ZoneInfo(settings.TIME_ZONE))


def beginning(told):
    """When an organization registered, or when a call opened or was drafted."""
    if hours := told.get("hours_ago"):
        return clock.now() - timedelta(hours=hours)
    return moment(told["days_ago"], told["at"])


def deadline(call):
    """Until when a call is open."""
    return moment(call["days_ago"] - call["open_days"], DEADLINE)


def within(call, event):
    """When something happened to a call: so many days after it opened, or minutes before now."""
    if minutes := event.get("minutes_ago"):
        return clock.now() - timedelta(minutes=minutes)
    return moment(call["days_ago"] - event["day"], event["at"])
