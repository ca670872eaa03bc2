from django.contrib.auth.models import AnonymousUser
from django.utils.crypto import salted_hmac

from pyjama.drafts.places import place_of


def place(request):
    """Where the texts that are typed on this page belong, and whose copies on the device are read and written here.

    An address that is refused at the gate has not been asked who reads.
    """
    return {"place": place_of(request.resolver_match), "typist": typist(getattr(request, "user", AnonymousUser()))}


def typist(reader):
    """What a device knows a person by (str): the same at each sign-in, telling nothing of who she is; "" of a visitor."""
    if not reader.is_authenticated:
        return ""
    return salted_hmac("pyjama.drafts", str(reader.pk), algorithm="sha256").hexdigest()[:20]
