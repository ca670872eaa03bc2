"""The link at the foot of a mail that stops mail of its kind: one click, no sign-in, no cookie (RFC 8058)."""

from datetime import UTC, datetime, timedelta

from django.core import signing

from pyjama.accounts.models import User
from pyjama.core import clock
from pyjama.notifications.models import Kind

# Canada's anti-spam law wants 60 days at least.
GOOD_FOR = timedelta(days=90)
signer = signing.Signer(salt="pyjama.notifications.unsubscribe")


class Unreadable(Exception):
    """The link was changed on its way, or is too old."""


def token_for(person, kind):
    """A token (str) that names a person and a Kind, signed, good for GOOD_FOR."""
    return signer.sign_object([person.pk, str(kind), int(clock.now().timestamp())])


def read(token):
    """The person (User) and the Kind a token names; Unreadable when it is not ours, too old, or she has left."""
    try:
        person_id, kind, moment = signer.unsign_object(token)
        person, kind = User.objects.get(pk=person_id), Kind(kind)
    except (signing.BadSignature, ValueError, User.DoesNotExist) as error:
        raise Unreadable from error
    if clock.now() - datetime.fromtimestamp(moment, UTC) > GOOD_FOR:
        raise Unreadable
    return person, kind
