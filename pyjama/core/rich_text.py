"""Markdown in, safe HTML out: the one place where people's text becomes markup."""

import re

import nh3
from django.conf import settings
from markdown_it import MarkdownIt

TAGS = {"p", "br", "strong", "em", "s", "a", "ul", "ol", "li", "blockquote", "code", "pre", "hr", "h3", "h4", "h5", "h6"}
ATTRIBUTES = {"a": {"href", "title"}, "ol": {"start"}}
SCHEMES = {"http", "https", "mailto"}
LINK_REL = "ugc nofollow noopener"

# A page has its own first and second heading: those of a text begin at the third.
HEADINGS = {"h1": "h3", "h2": "h4", "h3": "h5", "h4": "h6", "h5": "h6", "h6": "h6"}
# A text that is a page has only its title above it.
PAGE_HEADINGS = {"h1": "h2"}

# The ordinary spaces that people type where French has one that does not break.
BREAKABLE = re.compile(r"(?<=«) | (?=[»:;!?])")

OPTIONS = {"html": False, "linkify": True, "breaks": True}
_markdown = MarkdownIt("commonmark", OPTIONS).enable(["linkify", "strikethrough"]).disable("image")


def unbroken(text):
    """The text with no-break spaces inside « » and before : ; ! ? where an ordinary space stands."""
    return BREAKABLE.sub("\u00a0", text)


def _lower_headings(state):
    headings = state.env.get("headings", HEADINGS)
    for token in state.tokens:
        if token.type in {"heading_open", "heading_close"}:
            token.tag = headings.get(token.tag, token.tag)


def _keep_spaces(state):
    for token in state.tokens:
        for child in token.children or []:
            if child.type == "text":
                child.content = unbroken(child.content)


_markdown.core.ruler.push("lower_headings", _lower_headings)
_markdown.core.ruler.push("keep_spaces", _keep_spaces)


def parsed(text):
    """The tokens (of markdown-it) of a person's Markdown (str), as every rendering of it reads them."""
    return _markdown.parse(text)


def to_html(text):
    """Render a person's Markdown (str) as HTML (str) made only of TAGS, its links marked as user content.

    Done once, when the text is written; raw HTML in the text is shown as text, pictures become links.
    """
    return nh3.clean(_markdown.render(text), tags=TAGS, attributes=ATTRIBUTES, url_schemes=SCHEMES, link_rel=LINK_REL)


def to_page_html(text):
    """Render the Markdown (str) of a whole page of the site's own as HTML (str), as safe as people's.

    Its headings begin at the second level (`##`), and its links are the site's own word.
    """
    html = _markdown.render(text, {"headings": PAGE_HEADINGS})
    return nh3.clean(html, tags=TAGS | {"h2"}, attributes=ATTRIBUTES, url_schemes=SCHEMES, link_rel=None)


# As they stand in what `to_html` made, where nothing that somebody types can look like one.
LINK = re.compile(r'<a href="([^"]*)"')
# A place of this site: of several slashes a browser makes another host.
OURS = re.compile(r"[#?]|/(?:[\w%.~-]|$)")


def leads_away(html):
    """Say whether a text, as `to_html` made it, has a link that leads away from this site, however that was typed."""
    return any(not OURS.match(to) and not f"{to}/".startswith(f"{settings.SITE_URL}/") for to in LINK.findall(html))
