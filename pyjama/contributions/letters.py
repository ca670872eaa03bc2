"""The mail to a guest: a link that publishes what she wrote. It holds nothing that anybody typed."""

from django.core import signing
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from pyjama.contributions.models import Guest
from pyjama.core.site import absolute_url, site_name
from pyjama.mail.letters import written
from pyjama.mail.models import Mail
from pyjama.mail.outbox import compose, forget

signer = signing.Signer(salt="pyjama.contributions.guest")


def token_for(guest):
    """The token (str) of a guest's link; it serves until she is published, changes her address, or expires."""
    return signer.sign_object([guest.pk, guest.nonce])


def guest_of(token):
    """The Guest whom a token names, or None when it is not ours, was changed on its way, has served, or is too old."""
    try:
        pk, nonce = signer.unsign_object(token)
    except (signing.BadSignature, ValueError):
        return None
    return Guest.objects.of_link(pk, nonce).first()


def send_link(guest):
    """Put the letter with her link in the outbox."""
    mail = letter(guest)
    mail.save()
    guest.letters.add(mail)


def letter(guest):
    """The letter with the link of a guest (an unsaved row of the outbox), in her language."""
    with translation.override(guest.language):
        link = absolute_url(reverse("contributions:confirm", args=[token_for(guest)]))
        context = {"link": link, "site_name": site_name()}
        subject = _("Publish what you wrote on %(site)s") % {"site": site_name()}
        return compose(guest.email, subject, *written("contributions/mail/guest", context), category="guest")


def forget_letters(guests):
    """Erase the letters to some guests (a queryset), sent or not: of who wanted none of it, the outbox keeps no trace."""
    forget(Mail.objects.filter(pk__in=Guest.letters.through.objects.filter(guest__in=guests).values("mail")))
