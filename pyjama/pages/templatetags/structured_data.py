"""What a page is about, for machines: schema.org as JSON-LD, in a block of data that no browser runs."""

import json

from django import template
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.translation import get_language

from pyjama.core.site import absolute_url, site_name
from pyjama.core.templatetags.pyjama import html_language, plain

register = template.Library()

# Nothing in the data may end the block or begin another.
HARMLESS = {ord(character): f"\\u{ord(character):04x}" for character in "<>&\u2028\u2029"}


def block(data):
    """A description (dict) as the element that holds it (safe HTML)."""
    text = json.dumps({"@context": "https://schema.org"} | data, ensure_ascii=False).translate(HARMLESS)
    # Without < > and & nothing ends the element before its time.
    return format_html('<script type="application/ld+json">{}</script>', mark_safe(text))  # nosec B308 B703


@register.simple_tag
def data_of_site():
    """The site, and how to search it."""
    search = absolute_url(reverse("pages:calls"))
    return block(
        {
            "@type": "WebSite",
            "name": site_name(),
            "url": absolute_url(reverse("pages:home")),
            "inLanguage": html_language(get_language()),
            "potentialAction": {
                "@type": "SearchAction",
                "target": {"@type": "EntryPoint", "urlTemplate": f"{search}?text={{search_term_string}}"},
                "query-input": "required name=search_term_string",
            },
        }
    )


@register.simple_tag
def data_of_call(call):
    """A published call: a post that people answer. Nobody who answered is named here."""
    return block(
        {
            "@type": "DiscussionForumPosting",
            "url": absolute_url(call.get_absolute_url()),
            "headline": call.title,
            "text": plain(call.body_html),
            "inLanguage": html_language(call.language),
            "datePublished": call.published_at.isoformat(),
            "expires": call.closing.isoformat(),
            "timeRequired": f"PT{call.minutes}M",
            "author": who(call.organization),
            "commentCount": call.contribution_count,
            "interactionStatistic": {
                "@type": "InteractionCounter",
                "interactionType": "https://schema.org/CommentAction",
                "userInteractionCount": call.contribution_count,
            },
        }
    )


@register.simple_tag
def data_of_outcome(outcome):
    """What the help with a call changed: an article of its organization. Nobody who is quoted is named here."""
    cover = {"image": absolute_url(outcome.cover.get_absolute_url())} if outcome.cover else {}
    return block(
        {
            "@type": "Article",
            "url": absolute_url(outcome.get_absolute_url()),
            "headline": outcome.call.title,
            "articleBody": plain(outcome.body_html),
            "inLanguage": html_language(outcome.language),
            "datePublished": outcome.published_at.isoformat(),
            "dateModified": (outcome.corrected_at or outcome.published_at).isoformat(),
            "author": who(outcome.call.organization),
            "publisher": who(outcome.call.organization),
            "about": absolute_url(outcome.call.get_absolute_url()),
        }
        | cover
    )


@register.simple_tag
def data_of_organization(organization):
    """An organization: who and where it is."""
    place = {"addressLocality": organization.city, "addressRegion": organization.province, "addressCountry": "CA"}
    more = {"sameAs": organization.website} if organization.website else {}
    mission = {"description": organization.mission["text"]}
    return block(who(organization) | mission | more | {"address": {"@type": "PostalAddress"} | place})


@register.simple_tag
def data_of_list(rows):
    """The pages that a list leads to, in its order: an iterable of rows with a page and a name."""
    return block(
        {
            "@type": "ItemList",
            "itemListElement": [
                {"@type": "ListItem", "position": place, "url": absolute_url(row.get_absolute_url())}
                for place, row in enumerate(rows, 1)
            ],
        }
    )


def who(organization):
    return {"@type": "NGO", "name": organization.name, "url": absolute_url(organization.get_absolute_url())}
