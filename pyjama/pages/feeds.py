"""The site's lists as Atom feeds, in the language of their address (RFC 4287)."""

from dataclasses import dataclass

from django.contrib.syndication.views import Feed
from django.db.models import QuerySet
from django.http import HttpResponseGone
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed, get_tag_uri
from django.utils.html import format_html
from django.utils.translation import gettext as _

from pyjama.attachments.models import Attachment
from pyjama.calls.filters import FilterForm, FinishedFilterForm
from pyjama.calls.models import Call
from pyjama.core.site import absolute_url, site_name
from pyjama.core.templatetags.pyjama import html_language
from pyjama.organizations.models import Organization
from pyjama.outcomes.models import Outcome
from pyjama.privacy.models import Unlisting

LATEST = 30


@dataclass
class Shown:
    """What one request for a feed is answered with: its rows, and its own address."""

    rows: QuerySet
    path: str
    query: str = ""
    organization: Organization | None = None


class Atom(Atom1Feed):
    """Atom where each entry says in what language somebody wrote it."""

    def root_attributes(self):
        return super().root_attributes() | {"xml:lang": html_language(self.feed["language"])}

    def item_attributes(self, item):
        return super().item_attributes(item) | {"xml:lang": html_language(item["written_in"])}


class ListFeed(Feed):
    """What all our feeds share: full addresses, which are the site's and not the request's."""

    feed_type = Atom

    def feed_url(self, shown):
        return absolute_url(shown.path + shown.query)

    def author_name(self, shown):
        return shown.organization.name if shown.organization else site_name()

    def items(self, shown):
        forgotten = Unlisting.objects.paths()
        return [row for row in shown.rows[:LATEST] if row.get_absolute_url() not in forgotten]

    def item_link(self, row):
        return absolute_url(row.get_absolute_url())

    def item_description(self, row):
        return row.body_html

    def item_pubdate(self, row):
        return row.published_at

    item_updateddate = item_pubdate

    def item_guid(self, row):
        """A name that stays whatever the title becomes, and whatever the reader's language."""
        return get_tag_uri(f"{absolute_url('', 'fr')}/{row._meta.model_name}/{row.pk}", row.published_at)

    def item_extra_kwargs(self, row):
        return {"written_in": row.language}


class OpenCallsFeed(ListFeed):
    """Open calls, newest first, with the filters of the list."""

    def get_object(self, request):
        form = FilterForm(request.GET)
        calls = form.narrow(Call.objects.visible_to(request.user).open())
        return Shown(calls.newest().for_cards(), request.path, form.query)

    def title(self, shown):
        return f"{site_name()} · {_('Requests and challenges')}"

    def link(self, shown):
        return absolute_url(reverse("pages:calls") + shown.query)

    def item_title(self, call):
        return call.title

    def item_author_name(self, call):
        return call.organization.name


class OrganizationFeed(OpenCallsFeed):
    """All that one organization ever asked, newest first."""

    def __call__(self, request, pk):
        """Readers of feeds stop asking once they are told that it is gone for good."""
        if Organization.objects.former().filter(pk=pk).exists():
            return HttpResponseGone()
        return super().__call__(request, pk=pk)

    def get_object(self, request, pk):
        organization = get_object_or_404(Organization.objects.visible_to(request.user), pk=pk)
        calls = organization.calls.visible_to(request.user).published()
        return Shown(calls.newest().for_cards(), request.path, organization=organization)

    def title(self, shown):
        return f"{site_name()} · {shown.organization.name}"

    def link(self, shown):
        return absolute_url(shown.organization.get_absolute_url())


class OutcomesFeed(ListFeed):
    """What help changed, newest first, with the filters of its page."""

    def get_object(self, request):
        form = FinishedFilterForm(request.GET)
        calls = form.narrow(Call.objects.visible_to(request.user).finished())
        outcomes = Outcome.objects.visible_to(request.user).published().of_calls(calls).for_cards()
        return Shown(outcomes, request.path, form.query)

    def title(self, shown):
        return f"{site_name()} · {_('What your help changed')}"

    def link(self, shown):
        return absolute_url(reverse("pages:changed") + shown.query)

    def items(self, shown):
        outcomes = [*super().items(shown)]
        Attachment.objects.bring_to(*outcomes)
        return outcomes

    def item_title(self, outcome):
        return outcome.call.title

    def item_description(self, outcome):
        return picture_of(outcome) + outcome.body_html

    def item_updateddate(self, outcome):
        return outcome.corrected_at or outcome.published_at

    def item_author_name(self, outcome):
        return outcome.call.organization.name


def picture_of(outcome):
    """The picture that stands for an outcome (HTML), "" where it has none."""
    if not (cover := outcome.cover):
        return ""
    return format_html('<p><img src="{}" alt="{}"></p>', absolute_url(cover.get_absolute_url()), cover.alternative)
