"""What can be found out about an organization without asking it: a moderator reads it beside what the organization says."""

from dataclasses import dataclass, field
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pyjama.core import clock
from pyjama.organizations.domains import are_of_one, host_of, is_free_mail, is_shared
from pyjama.organizations.models import Organization, WebsiteLook
from pyjama.organizations.names import nearest

GOOD, NEITHER, BAD = "good", "neither", "bad"
VERDICTS = {GOOD: gettext_lazy("speaks for it"), NEITHER: gettext_lazy("says nothing"), BAD: gettext_lazy("look closely")}
BUSINESS = slice(0, 9)
MOST_ALIKE = 10


@dataclass
class Finding:
    """One line of evidence: what was looked at, what came of it in words, whether that is good, and when.

    `others` are organizations that it speaks of. Without a moment, it is about to be looked at.
    """

    about: str
    words: str
    verdict: str
    found_at: datetime | None = field(default_factory=clock.now)
    others: list = field(default_factory=list)

    @property
    def verdict_in_words(self):
        return VERDICTS[self.verdict]


def findings_of(organization, owners):
    """The lines of evidence on an organization (list of Finding); `owners` are its Membership rows with their people."""
    mails = [mail_of(organization, owner) for owner in owners]
    return [number_of(organization), website_of(organization), *mails, *alike(organization)]


def number_of(organization):
    """Its form was checked when it came: whether the charity exists is for a moderator to look up."""
    if not organization.charity_number:
        return Finding(_("Charity number"), _("None was given: a document has to prove it."), NEITHER)
    words = _("%(number)s is well formed: nine digits, the last of which is the right check digit, then RR and four digits.")
    return Finding(_("Charity number"), words % {"number": organization.charity_number}, GOOD)


def website_of(organization):
    """What the worker found, once it has looked at the address as it is now."""
    about = _("Website")
    if not organization.website:
        return Finding(about, _("None was given."), NEITHER)
    look = WebsiteLook.objects.of_address(organization)
    if not look:
        return Finding(about, _("We have not looked yet: we will within some minutes."), NEITHER, None)
    verdict = {WebsiteLook.Finding.ANSWERS: GOOD, WebsiteLook.Finding.ELSEWHERE: NEITHER}.get(look.finding, BAD)
    return Finding(about, look.in_words, verdict, look.looked_at)


def mail_of(organization, owner):
    """Whether an owner's mail comes to the domain of the website; no more is said of her address."""
    about = _("Mail of %(person)s") % {"person": owner.person}
    host, domain = host_of(organization.website), owner.mail_domain
    names = {"domain": domain, "host": host}
    if is_free_mail(domain):
        return Finding(about, _("%(domain)s gives an address to everybody.") % names, NEITHER)
    if not host:
        return Finding(about, _("%(domain)s: there is no website to compare it with.") % names, NEITHER)
    if is_shared(host):
        return Finding(about, _("%(domain)s: everybody may open a page at %(host)s.") % names, NEITHER)
    if are_of_one(host, domain):
        return Finding(about, _("%(domain)s is the domain of the website.") % names, GOOD)
    return Finding(about, _("%(domain)s is not the domain of the website, %(host)s.") % names, NEITHER)


def alike(organization):
    """The others that have the name, nearly, or the number, or the website."""
    others = Organization.objects.besides(organization)
    kinds = [
        (_("Same name"), _("Others have this name, or nearly:"), same_name(organization, others)),
        (_("Same number"), _("Others have this charity number:"), same_number(organization, others)),
        (_("Same website"), _("Others have this website:"), same_website(organization, others)),
    ]
    found = [Finding(about, words, BAD, others=same[:MOST_ALIKE]) for about, words, same in kinds if same]
    return found or [Finding(_("Same name or number"), _("Nobody here has this name, this number or this website."), GOOD)]


def same_name(organization, others):
    near = nearest(organization.name, others.values_list("pk", "name"))
    return list(others.filter(pk__in=near[:MOST_ALIKE])) if near else []


def same_number(organization, others):
    """The nine digits are the charity's; the last four number its branches."""
    business = organization.charity_number[BUSINESS]
    return list(others.filter(charity_number__startswith=business)[:MOST_ALIKE]) if business else []


def same_website(organization, others):
    host = host_of(organization.website)
    if not host or is_shared(host):
        return []
    return [other for other in others.filter(website__icontains=host) if host_of(other.website) == host]
