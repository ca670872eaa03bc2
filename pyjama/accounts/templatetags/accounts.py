from ipaddress import ip_address
from urllib.parse import urlsplit

from django import template
from django.conf import settings
from django.template.defaultfilters import stringfilter
from django.utils.translation import gettext as _

from pyjama.accounts.wordings import WORDINGS
from pyjama.core import clock
from pyjama.core.dates import date_format

register = template.Library()

# What a browser calls itself begins with what it imitates: the first match counts.
BROWSERS = [("Edg", "Edge"), ("OPR/", "Opera"), ("Firefox", "Firefox"), ("Chrom", "Chrome"), ("Safari", "Safari")]
SYSTEMS = [
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS", "Mac"),
    ("Linux", "Linux"),
]


@register.simple_tag(takes_context=True)
def address_by_name(context):
    """Where a page that is open at a number is found by a name, as passkeys want it (str); "" where it is already.

    A passkey belongs to a host, and a number (http://127.0.0.1:8000) is none: browsers refuse to make one there.
    """
    request = context["request"]
    site = urlsplit(f"//{request.get_host()}")
    try:
        number = ip_address(site.hostname)
    except ValueError:
        return ""
    port = f":{site.port}" if site.port else ""
    origin = f"{request.scheme}://localhost{port}" if number.is_loopback else settings.SITE_URL
    return origin + request.get_full_path()


@register.filter
@stringfilter
def device(user_agent):
    """A browser's User-Agent header in words a person knows: "Firefox, Linux"."""
    names = [next((name for mark, name in known if mark in user_agent), None) for known in (BROWSERS, SYSTEMS)]
    return ", ".join(filter(None, names)) or _("A browser we do not know")


@register.filter
def last_seen(moment):
    """When a session was last in use: to the day, as no more is known of it."""
    days = (clock.today() - clock.day(moment)).days
    if days <= 0:
        return _("used today")
    if days == 1:
        return _("used yesterday")
    return _("last used on %(day)s") % {"day": date_format(clock.day(moment))}


@register.simple_tag
def wording(version):
    """What a page says before somebody agrees to something: the first line of that version of the words."""
    return WORDINGS[version].shown()
