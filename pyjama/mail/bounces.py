"""What comes back: an address that is gone, often full, or whose owner complained is suspended until she mends it."""

import re
from datetime import timedelta
from itertools import islice

from django.utils.crypto import constant_time_compare, salted_hmac

from pyjama.core import clock
from pyjama.mail.answers import FINER, Meaning
from pyjama.mail.inbound import routes
from pyjama.mail.models import Mail, Suspension

MAILBOX = "bounce"
# An address that fails so often in so many days is not written to again.
ENOUGH_BOUNCES = 3
BOUNCES_COUNT = timedelta(days=30)
SIGNATURE = 20
# A report names one message; nobody makes us look for thousands.
MOST_NAMED = 5
ADDRESS = re.compile(rf"\b{MAILBOX}\+(\d{{1,18}}\.[0-9a-f]{{{SIGNATURE}}})@", re.IGNORECASE)


def address_of(mail):
    """Where reports about one message come back to (str), or "" where this site takes no mail in."""
    return routes.address(MAILBOX, f"{mail.pk}.{signature(mail)}")


def signature(mail):
    """What proves that a report answers a message of ours (str): nobody else can know it."""
    return salted_hmac("pyjama.mail.bounce", f"{mail.message_id} {mail.recipient}", algorithm="sha256").hexdigest()[
        :SIGNATURE
    ]


def mail_of(tag):
    """The message (Mail) that the tag of a bounce address names, or None where it is forged or the message forgotten."""
    number, _dot, given = tag.partition(".")
    mail = Mail.objects.filter(pk=number).first() if number.isascii() and number.isdigit() and len(number) < 19 else None
    return mail if mail and constant_time_compare(signature(mail), given) else None


def mail_within(message):
    """The message (Mail) of which a report (EmailMessage) speaks, or None: its bounce address stands somewhere in there."""
    tags = (tag.lower() for part in message.walk() for text in texts_of(part) for tag in ADDRESS.findall(text))
    return next(filter(None, map(mail_of, islice(tags, MOST_NAMED))), None)


def texts_of(part):
    """The headers of a part as they stand, and its own words: nothing in them can make this fail."""
    payload = part.get_payload()
    return [*(str(value) for _name, value in part.raw_items()), *([payload] if isinstance(payload, str) else [])]


def note_refused(mail, meaning, evidence=""):
    """Remember that a message did not arrive for good, and suspend its address where the reason is the address."""
    if meaning is Meaning.GONE:
        suspend(mail.recipient, Suspension.Reason.GONE, evidence)
    elif meaning is Meaning.NOT_NOW:
        Mail.objects.filter(pk=mail.pk, bounced_at=None).update(bounced_at=clock.now())
        recent = Mail.objects.filter(bounced_at__gt=clock.now() - BOUNCES_COUNT, recipient__iexact=mail.recipient)
        if recent.count() >= ENOUGH_BOUNCES:
            suspend(mail.recipient, Suspension.Reason.FULL, evidence)


def note_complaint(mail):
    """Somebody said that this message was unwanted: her address gets nothing more."""
    suspend(mail.recipient, Suspension.Reason.COMPLAINT)


def suspend(address, why, evidence=""):
    """Suspend an address. A complaint weighs more than what mail servers say; of their words only the code is kept."""
    code = FINER.search(evidence)
    known = {"why": why, "evidence": code[1] if code else evidence[:3]}
    row, is_new = Suspension.objects.get_or_create(address=address.lower(), defaults=known)
    if not is_new and why == Suspension.Reason.COMPLAINT:
        Suspension.objects.filter(pk=row.pk).update(**known)


def note_accepted(mail):
    """A server took what the owner of the address asked for: the address works again, unless she complained."""
    if mail.priority == Mail.Priority.AWAITED:
        found = Suspension.objects.filter(address=mail.recipient.lower()).exclude(why=Suspension.Reason.COMPLAINT)
        if found.exists():
            lift(mail.recipient)


def lift(address):
    """Write to an address again, and forget what came back from it."""
    Suspension.objects.filter(address=address.lower()).delete()
    Mail.objects.filter(bounced_at__isnull=False, recipient__iexact=address).update(bounced_at=None)
