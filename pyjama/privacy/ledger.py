"""Who was erased, outside of the database and its backups: a backup that is restored must not bring anybody back.

One line for each person in a file that only grows: the day, the number of the account, and whether her words went along.
Nothing else: a number says nothing once the account is gone.
"""

import json
import os
from datetime import datetime
from typing import NamedTuple

from django.conf import settings

from pyjama.core import clock


class Line(NamedTuple):
    """One erasure: when (an aware datetime), of which account (int), and whether her words went along."""

    at: datetime
    person: int
    words_go: bool


def place():
    return settings.DATA_DIR / "erasures" / "ledger.jsonl"


def note(person, *, words_go):
    """Write down that a person is erased, and wait until the disk has it. Twice is as good as once."""
    place().parent.mkdir(parents=True, exist_ok=True)
    line = json.dumps({"at": clock.now().isoformat(), "person": person.pk, "words_go": words_go})
    with place().open("a", encoding="utf-8") as file:
        file.write(line + "\n")
        file.flush()
        os.fsync(file.fileno())


def lines():
    """Every erasure that was noted (Line); a line that a crash left half written is passed over."""
    if not place().exists():
        return
    for text in place().read_text(encoding="utf-8").splitlines():
        try:
            facts = json.loads(text)
        except ValueError:
            continue
        yield Line(datetime.fromisoformat(facts["at"]), facts["person"], facts["words_go"])
