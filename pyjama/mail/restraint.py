"""What we do not send. Every message passes here just before it leaves, whoever wrote it and for whatever reason.

Since it is decided by the worker, no page can tell anybody whether an address is known, confirmed or written to often.
"""

from datetime import timedelta

from allauth.account.models import EmailAddress
from django.conf import settings
from django.utils.crypto import salted_hmac

from pyjama.core import clock
from pyjama.mail.models import Mail, Ration, Suspension

# So many messages in a day may anybody make us send to an address that nobody has confirmed.
MOST_A_DAY = 3
DAY = timedelta(days=1)


def reason_to_keep_back(mail):
    """Why a claimed message should not leave (Mail.Reason), or "" where it should."""
    if mail.good_until and mail.good_until <= clock.now():
        return Mail.Reason.EXPIRED
    if mail.priority != Mail.Priority.AWAITED and is_suspended(mail.recipient):
        return Mail.Reason.SUSPENDED
    if not is_known(mail.recipient) and not take_ration(mail):
        return Mail.Reason.RATIONED
    return ""


def is_suspended(address):
    """Whether an address gets only what its owner asks for at a page."""
    return suspension_of(address) is not None


def suspension_of(address):
    """Why and since when an address gets no mail (Suspension), or None where it does."""
    return Suspension.objects.filter(address=address.lower()).first()


def is_known(address):
    """Whether somebody showed that she reads this address; the site's own is known too."""
    address = address.lower()
    is_confirmed = EmailAddress.objects.filter(email=address, verified=True).exists()
    return is_confirmed or address == settings.CONTACT_EMAIL.lower()


def mailbox_of(address):
    """A digest (str) of the mailbox behind an address: small letters, without what follows a plus sign.

    Many services deliver all of `rose+anything@` to Rose, and nobody needs four such addresses in a day. Dots stay: only few
    services ignore them.
    """
    local_part, _at, domain = address.lower().rpartition("@")
    return salted_hmac("pyjama.mail.ration", f"{local_part.partition('+')[0]}@{domain}", algorithm="sha256").hexdigest()


def take_ration(mail):
    """Take one of the day's places of the message's mailbox, once for all its tries; return whether it has one.

    A place is taken by inserting its row, or by changing one that is a day old: each is one statement, which
    the database does for one worker only.
    """
    mailbox, now = mailbox_of(mail.recipient), clock.now()
    rations = Ration.objects.filter(mailbox=mailbox)
    if rations.filter(message_id=mail.message_id).exists():
        return True
    taken = {"taken_at": now, "message_id": mail.message_id}
    for place in range(MOST_A_DAY):
        if rations.filter(place=place, taken_at__lte=now - DAY).update(**taken):
            return True
        if Ration.objects.get_or_create(mailbox=mailbox, place=place, defaults=taken)[1]:
            return True
    return False


def forget_rations():
    """Erase the places that are free again."""
    Ration.objects.filter(taken_at__lte=clock.now() - DAY).delete()
