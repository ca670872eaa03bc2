"""What a mail server says of a message of ours: undelivered (RFC 3464, and older shapes), or unwanted (RFC 5965)."""

from email.message import Message
from typing import NamedTuple

from flufl.bounce import all_failures

from pyjama.mail.answers import Meaning, meaning

FEEDBACK = "message/feedback-report"
STATUS = "message/delivery-status"
UNWANTED = {"abuse", "fraud", "virus", "other"}


class Report(NamedTuple):
    """`is_complaint`, or what became of the delivery (Meaning; None where nothing failed), and its finer code."""

    is_complaint: bool = False
    meaning: Meaning | None = None
    status: str = ""


def read_report(message):
    """Read a message (EmailMessage) that came to a bounce address as a Report, empty for any other shape."""
    parts = list(message.walk())
    if feedback := next((part for part in parts if part.get_content_type() == FEEDBACK), None):
        return Report(is_complaint=feedback_type(feedback) in UNWANTED)
    if statuses := [group for part in parts if part.get_content_type() == STATUS for group in groups(part)]:
        return next((report for group in statuses if (report := of_group(group)).meaning), Report())
    return of_older_shape(message)


def groups(part):
    payload = part.get_payload()
    return [group for group in payload if isinstance(group, Message)] if isinstance(payload, list) else []


def feedback_type(part):
    """The sort of complaint (str). Python may have parsed its fields as a message."""
    payload = part.get_payload()
    text = payload[0].as_string() if isinstance(payload, list) and payload else str(payload)
    for line in text.splitlines():
        name, _colon, value = line.partition(":")
        if name.strip().lower() == "feedback-type":
            return value.strip().lower()
    return ""


def of_group(group):
    """One recipient's fields: only `failed` is the end of it; `delayed` and `relayed` are news that nobody needs."""
    if str(group.get("Action", "")).strip().lower() != "failed":
        return Report()
    status = (str(group.get("Status", "")).split() or [""])[0]
    return Report(meaning=failure(status, str(group.get("Diagnostic-Code", ""))), status=status)


def failure(status, words):
    """What a failure means. A status of 4 that is called failed was tried for days: full, or out of reach."""
    if status.startswith("5"):
        return meaning(550, f"{status} {words}", is_about_recipient=True)
    return Meaning.NOT_NOW


def of_older_shape(message):
    """Servers that know no RFC 3464: the library knows how they speak."""
    temporary, permanent = all_failures(message)
    if permanent:
        return Report(meaning=Meaning.GONE)
    return Report(meaning=Meaning.NOT_NOW if temporary else None)
