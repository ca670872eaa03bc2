"""Writing without an account: what a guest writes is held, and published once she opens the link mailed to her."""

import secrets
from typing import NamedTuple

from django.db import transaction
from django.utils.translation import gettext as _

from pyjama.accounts.actions import account_of
from pyjama.contributions.actions.contribution import post_contribution, same_submission
from pyjama.contributions.letters import forget_letters, send_link
from pyjama.contributions.models import Guest, HeldContribution
from pyjama.contributions.models.guest import LINK_FOR, digest, draw, tomorrow
from pyjama.core import clock
from pyjama.core.refusals import Refused

MOST_HELD = 10
PYJAMAS = {
    "fr": [
        "Pyjama rayé",
        "Pyjama à pois",
        "Pyjama de flanelle",
        "Pantoufle verte",
        "Robe de chambre",
        "Chaussette orpheline",
    ],
    "en": ["Striped Pyjama", "Spotted Pyjama", "Flannel Pyjama", "Green Slipper", "Odd Sock"],
}


class Published(NamedTuple):
    """What became of what a guest wrote: `contributions` that are public now, and pairs of what is `refused` and why."""

    contributions: list
    refused: list


@transaction.atomic
def begin_guest(*, language):
    """Welcome somebody without an account; return the Guest and the key (str) that her browser must keep."""
    key = secrets.token_urlsafe(32)
    name = f"{secrets.choice(PYJAMAS[language])} {secrets.randbelow(900) + 100}"
    return Guest.objects.create(key_digest=digest(key), language=language, display_name=name), key


@transaction.atomic
def hold_contribution(*, guest, call, body, language, submission_key, used_ai=False):
    """Keep what a guest wrote under a call for her browser alone; sent twice with one key, it is held once.

    Refused when the call takes no more contributions, or when ten texts wait already.
    """
    guest = Guest.objects.locked(guest)
    if (sent := guest.held.filter(submission_key=submission_key)).exists():
        return same_submission(sent.get(), call, body)
    if not call.is_open:
        raise Refused(_("This call is closed: it takes no more contributions."))
    if guest.held.count() >= MOST_HELD:
        raise Refused(_("Ten of your texts wait already. Give us an address first, then open the link we send there."))

    held = HeldContribution(guest=guest, call=call, submission_key=submission_key)
    held.write(body=body, language=language, used_ai=used_ai)
    held.save()
    guest.expires_at = max(guest.expires_at, tomorrow())
    guest.save(update_fields=["expires_at"])
    return held


@transaction.atomic
def keep_in_touch(*, guest, email, display_name, language, by_mail):
    """Note how a guest can be reached, keep her words for a week, and mail her the link unless that may not be (`by_mail`).

    The link is good for everything this browser holds. Another address makes the links sent to the former one useless.
    """
    guest = Guest.objects.locked(guest)
    if guest.email != email:
        guest.nonce = draw()
        forget_letters([guest])
    guest.email, guest.display_name, guest.language = email, display_name, language
    guest.expires_at = clock.now() + LINK_FOR
    guest.save()
    if by_mail:
        send_link(guest)
    return guest


@transaction.atomic
def publish_held(*, guest, author, minutes_taken=None, whence=None):
    """Publish what a guest held as the contributions of `author`, a person: each once, the oldest first.

    `minutes_taken` is what her device measured: a dict of minutes by the key (UUID) of the form, which may lack any.
    `whence` is as for post_contribution.

    What a call no longer takes stays held until it expires, so that its author can read it and copy it.
    """
    guest = Guest.objects.locked(guest)
    published, refused = [], []
    for held in guest.held.select_related("call"):
        fields = {name: getattr(held, name) for name in ("call", "body", "language", "used_ai", "submission_key")}
        try:
            minutes = (minutes_taken or {}).get(held.submission_key)
            published.append(post_contribution(author=author, minutes_taken=minutes, whence=whence, **fields))
        except Refused as refusal:
            refused.append((held, str(refusal)))
    guest.held.exclude(pk__in=[held.pk for held, why in refused]).delete()
    if not refused:
        guest.delete()
    return Published(published, refused)


@transaction.atomic
def confirm_guest(*, guest, minutes_taken=None, whence=None):
    """Publish what a guest held, who has opened her link; return her account (a User, new or found) and what was Published.

    Refused when another page was quicker, or when that account is closed.
    """
    guest = Guest.objects.locked(guest)
    author = account_of(email=guest.email, display_name=guest.display_name, language=guest.language)
    if not author.is_active:
        raise Refused(_("This account is closed: nothing can be published under it. Write to us if that is a mistake."))
    return author, publish_held(guest=guest, author=author, minutes_taken=minutes_taken, whence=whence)


@transaction.atomic
def throw_away(*, held):
    """Erase one text that waits; a guest without any is forgotten with it."""
    guest = held.guest
    held.delete()
    if not guest.held.exists():
        forget_guest(guest=guest)


@transaction.atomic
def forget_guest(*, guest):
    """Erase all that a guest wrote and said of herself, the letters to her with it."""
    forget_letters([guest])
    guest.delete()


@transaction.atomic
def forget_expired_guests():
    """Erase what nobody published in time: what has no more use is not kept (Law 25, s. 23)."""
    forget_letters(Guest.objects.expired())
    Guest.objects.expired().delete()
