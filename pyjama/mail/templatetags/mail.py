from django import template
from django.conf import settings
from django.urls import reverse

from pyjama.core.site import absolute_url, site_name

register = template.Library()


@register.simple_tag
def page(name, *arguments):
    """The full address of a page, for the text of a mail."""
    return absolute_url(reverse(name, args=arguments))


@register.simple_tag
def letterhead():
    """Who writes, as Canada's anti-spam law wants it in each mail: the site's name and address, and how to reach it."""
    return {
        "site_name": site_name(),
        "home": absolute_url(reverse("pages:home")),
        "contact_email": settings.CONTACT_EMAIL,
        "postal_address": settings.POSTAL_ADDRESS,
    }


@register.simple_tag
def takes_mail_in():
    """Whether mail of this site can be answered by mail."""
    return bool(settings.INBOUND_DOMAIN)
