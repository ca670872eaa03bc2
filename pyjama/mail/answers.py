"""What a mail server's refusal means: its codes are those of RFC 5321, the finer ones of RFC 3463."""

import re
from enum import Enum
from smtplib import SMTPRecipientsRefused, SMTPResponseException

FINER = re.compile(r"\b([245]\.\d{1,3}\.\d{1,3})\b")
# Bad mailbox, bad domain, bad syntax, moved, does not take mail at all, switched off.
GONE = {"5.1.1", "5.1.2", "5.1.3", "5.1.6", "5.1.10", "5.2.1"}
# Mailbox full: final for this message, but not for the address.
FULL = "5.2.2"
GONE_IN_SHORT = {550, 551, 553}
# Servers without finer codes say so in words when it is us they do not want, not the address.
POLICY = re.compile(r"spam|block|policy|denied|reputation|relay|spf|dkim|dmarc|blacklist|rbl|auth", re.IGNORECASE)
LONGEST = 500


class Meaning(Enum):
    """GONE: no such address. REFUSED: this message, for good. NOT_NOW: this address, for a while. LATER: the rest."""

    GONE = "gone"
    REFUSED = "refused"
    NOT_NOW = "not now"
    LATER = "later"


def answer_of(error):
    """What the server answered: its code (int, 0 for none), its words (str), and whether it answered to the recipient."""
    if isinstance(error, SMTPRecipientsRefused):
        code, words = next(iter(error.recipients.values()))
        return code, decoded(words), True
    if isinstance(error, SMTPResponseException):
        return error.smtp_code, decoded(error.smtp_error), False
    return 0, "", False


def decoded(words):
    return words.decode(errors="replace") if isinstance(words, bytes) else str(words)


def meaning_of(error):
    """What an exception of sending one message means (Meaning). Any that is no answer may pass: LATER."""
    code, words, is_about_recipient = answer_of(error)
    if not code:
        return Meaning.LATER
    return meaning(code, words, is_about_recipient=is_about_recipient)


def meaning(code, words, *, is_about_recipient):
    """What an answer means (Meaning), by its finer code where it has one."""
    if code < 500:
        return Meaning.NOT_NOW if is_about_recipient else Meaning.LATER
    if finer := FINER.search(words):
        if finer[1] == FULL:
            return Meaning.NOT_NOW
        return Meaning.GONE if finer[1] in GONE else Meaning.REFUSED
    is_gone = is_about_recipient and code in GONE_IN_SHORT and not POLICY.search(words)
    return Meaning.GONE if is_gone else Meaning.REFUSED


def shown(error):
    """The reason as an operator reads it (str)."""
    code, words, _is_about_recipient = answer_of(error)
    return (f"{code} {words}" if code else str(error))[:LONGEST]
