"""Every public page for search engines, in both languages, each with the address of the same page in the other."""

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.contrib.sitemaps import Sitemap
from django.urls import reverse
from django.utils import translation

from pyjama.calls.models import Call
from pyjama.core.site import absolute_url
from pyjama.core.templatetags.pyjama import html_language
from pyjama.organizations.models import Organization
from pyjama.outcomes.models import Outcome
from pyjama.pages.models import Text
from pyjama.privacy.models import Unlisting

# A file has 50,000 addresses at most (sitemaps.org).
ROWS_OF_A_FILE = 20_000
LISTS = ["pages:home", "pages:calls", "pages:changed"]


class Pages(Sitemap):
    """The pages that are always there."""

    limit = ROWS_OF_A_FILE
    protocol = settings.SITE_URL.partition("://")[0]

    def items(self):
        return [*LISTS, *(f"pages:{slug}" for slug in Text.Slug.values)]

    def get_urls(self, page=1, site=None, protocol=None):
        entries = [entry for item in self.paginator.page(page) for entry in self.entries(item)]
        forgotten = {absolute_url(path) for path in Unlisting.objects.paths()}
        return [entry for entry in entries if entry["location"] not in forgotten]

    def entries(self, item):
        """One entry a language, with the full addresses that the operator gave each of them."""
        places = []
        for language, _name in settings.LANGUAGES:
            with translation.override(language):
                places.append({"lang_code": html_language(language), "location": absolute_url(self.path(item))})
        changed = self.changed_at(item)
        return [{"location": place["location"], "lastmod": changed, "alternates": places} for place in places]

    def path(self, item):
        return reverse(item)

    def changed_at(self, item):
        """When the page changed last, where that is known."""


class Calls(Pages):
    """Every call that was ever published."""

    def items(self):
        return Call.objects.visible_to(AnonymousUser()).published().newest()

    def path(self, call):
        return call.get_absolute_url()

    def changed_at(self, call):
        return call.finished_at or call.lapsed_at or call.closed_at or call.published_at


class Outcomes(Pages):
    """What help changed, call by call."""

    def items(self):
        return Outcome.objects.visible_to(AnonymousUser()).published().for_cards()

    def path(self, outcome):
        return outcome.get_absolute_url()

    def changed_at(self, outcome):
        return outcome.corrected_at or outcome.published_at


class Organizations(Pages):
    """Every verified organization."""

    def items(self):
        return Organization.objects.visible_to(AnonymousUser()).order_by("pk")

    def path(self, organization):
        return organization.get_absolute_url()


SITEMAPS = {"pages": Pages, "calls": Calls, "outcomes": Outcomes, "organizations": Organizations}
