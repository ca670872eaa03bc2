"""The mail to a sponsor: a link that opens the report for half an hour, once."""

from django.core import signing
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from pyjama.core.site import absolute_url, site_name
from pyjama.mail.letters import written
from pyjama.mail.outbox import compose
from pyjama.sponsors.models import Sponsor

signer = signing.TimestampSigner(salt="pyjama.sponsors.link")
SECONDS_GOOD = 30 * 60


def token_for(sponsor):
    return signer.sign_object([sponsor.pk, sponsor.nonce])


def sponsor_of(token):
    """The Sponsor whom a token names, or None where it is not ours, has served, or is too old."""
    try:
        pk, nonce = signer.unsign_object(token, max_age=SECONDS_GOOD)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return Sponsor.objects.filter(pk=pk, nonce=nonce).first()


def send_link(sponsor):
    letter(sponsor).save()


def letter(sponsor):
    """The letter with her link (an unsaved row of the outbox), in her language."""
    with translation.override(sponsor.language):
        link = absolute_url(reverse("sponsors:open", args=[token_for(sponsor)]))
        context = {"link": link, "site_name": site_name()}
        subject = _("Open the report of %(site)s") % {"site": site_name()}
        return compose(sponsor.email, subject, *written("sponsors/mail/link", context), category="sponsor")
