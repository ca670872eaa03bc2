"""Looking whether the website of an organization answers: the worker does, never somebody's page."""

from datetime import timedelta

from django.conf import settings
from django.db.models import F, Q

from pyjama.core import clock
from pyjama.core.outgoing import REDIRECTS, Unanswered, ask
from pyjama.core.site import origin
from pyjama.organizations.domains import host_of
from pyjama.organizations.models import Organization, WebsiteLook

Finding = WebsiteLook.Finding
STALE = timedelta(days=7)


def look_at_next_website():
    """Look at the website that has waited longest for it, among those of organizations to verify; keep what was found."""
    organization = websites_to_look_at().first() if settings.LOOKS_AT_WEBSITES else None
    if organization:
        keep_look(organization=organization, website=organization.website, **look_at(organization.website))


def websites_to_look_at():
    """The organizations whose case is open and whose website, as it is now, was not looked at in the last week."""
    is_seen = Q(website_look__website=F("website"), website_look__looked_at__gt=clock.now() - STALE)
    waiting = Organization.objects.filter(cases__decided_at=None, cases__isnull=False).exclude(website="")
    return waiting.exclude(is_seen).order_by("cases__waiting_since", "pk")


def look_at(website):
    """What is found at an address, as fields of a WebsiteLook; without a network that is a finding too."""
    try:
        status, landed_at = ask(website, agent=f"Pyjama (+{origin()})")
    except Unanswered as word:
        return {"finding": Finding(str(word))}
    finding = Finding.ERROR if status >= 400 or status in REDIRECTS else Finding.ANSWERS
    if finding == Finding.ANSWERS and host_of(landed_at) != host_of(website):
        finding = Finding.ELSEWHERE
    return {"finding": finding, "status": status, "landed_at": landed_at[:500]}


def keep_look(*, organization, website, finding, status=None, landed_at=""):
    """Keep what was found in place of what was found before; two workers who look at once find the same."""
    found = {"website": website, "finding": finding, "status": status, "landed_at": landed_at, "looked_at": clock.now()}
    WebsiteLook.objects.update_or_create(organization=organization, defaults=found)
