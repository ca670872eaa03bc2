import re
from functools import cache
from html import unescape
from pathlib import Path
from urllib.parse import quote

from django import template
from django.contrib.staticfiles import finders
from django.template.defaultfilters import stringfilter, truncatewords_html
from django.templatetags.static import static
from django.urls import translate_url
from django.utils import translation
from django.utils.html import strip_tags
from django.utils.safestring import mark_safe
from django.utils.translation import gettext, ngettext

from pyjama.core import clock
from pyjama.core.rich_text import to_html, unbroken
from pyjama.core.sharing import links_to_share
from pyjama.core.site import absolute_url, origin
from pyjama.core.stems import excerpt, highlighted
from pyjama.core.stretches import PLACE

register = template.Library()
# Where one element's text must not touch the next one's.
ENDS_OF_LINES = re.compile(r"(?=</(?:p|li|h\d|blockquote|pre)>)|(?=<br)")
SPACES, UNBREAKABLE = re.compile(r"\s+"), "\u00a0\u202f"


@register.simple_tag(takes_context=True)
def same_page_in(context, language, *, full=False):
    """The address of this very page in another language, its query string included; `full` where search engines read it."""
    request = context["request"]
    with translation.override(translation.get_language()):
        path = translate_url(request.get_full_path(), language)
    return path if origin(language) == origin() and not full else absolute_url(path, language)


@register.simple_tag(takes_context=True)
def canonical(context):
    """The one full address of this page: without its query string, but for its number, or its place, in a list."""
    request = context["request"]
    number, after = request.GET.get("page", ""), request.GET.get("after", "")
    if PLACE.fullmatch(after):
        return absolute_url(f"{request.path}?after={after}")
    return absolute_url(request.path) + (f"?page={int(number)}" if number.isdecimal() and len(number) < 10 else "")


@register.simple_tag
def absolute(path):
    """The full address of a path of ours."""
    return absolute_url(path)


@register.simple_tag
@cache
def picture_itself(path):
    """One of our SVG pictures as an address (str) that holds it: a browser asks for nothing more."""
    drawn = Path(finders.find(path)).read_text(encoding="utf-8").strip().replace('"', "'")
    return f"data:image/svg+xml,{quote(drawn, safe=" ='/:().-")}"


@register.simple_tag
def absolute_static(path):
    """The full address of one of our static files, for those who read the page from elsewhere."""
    return absolute_url(static(path))


@register.inclusion_tag("core/_share.html")
def share(path, words):
    """Ways to share one of our pages, by its path and some words about it."""
    address = absolute_url(path)
    return {"address": address, "words": words, "links": links_to_share(address, words)}


@register.filter
@stringfilter
def initial(name):
    """The first letter of a name, for its crest."""
    return name[:1].upper()


@register.filter
def html_language(language):
    """The language tag of a page or of somebody's text: both are Canadian."""
    return f"{language}-CA"


@register.filter
@stringfilter
def typography(text):
    """A title with the spaces that French puts before its punctuation kept from breaking the line."""
    return unbroken(text)


@register.filter
def beginning(html, words):
    """So many words (int) of somebody's text, as the HTML it is kept in; cutting makes all its spaces ordinary ones."""
    # It is kept as rich_text made it, and cutting closes its elements.
    return mark_safe(unbroken(truncatewords_html(html, words)))  # nosec B308 B703


@register.simple_tag
def highlight(text, language, query):
    """A line of somebody's text, with the words of a search marked."""
    return highlighted(unbroken(text), language, query)


@register.simple_tag
def highlighted_excerpt(html, language, query):
    """Where somebody's text, as the HTML it is kept in, has the words of a search: a line of it with them marked, or ""."""
    return highlighted(excerpt(plain(html), language, query), language, query)


@register.filter
@stringfilter
def plain(html):
    """The text that a reader sees of HTML, on one line; a space that does not break stays one."""
    text = unescape(strip_tags(ENDS_OF_LINES.sub(" ", html)))
    return unbroken(SPACES.sub(_one_space, text).strip())


def _one_space(run):
    return next((space for space in run[0] if space in UNBREAKABLE), " ")


@register.filter
@stringfilter
def rich_text(text):
    """Markdown as safe HTML, for what is not kept rendered: the body of a letter."""
    # What rich_text makes holds only the elements that it lists.
    return mark_safe(to_html(text))  # nosec B308 B703


@register.filter(expects_localtime=True)
def for_machines(moment):
    """A moment as the `datetime` attribute of HTML takes it: to the second."""
    return moment.isoformat(timespec="seconds")


@register.filter
def time_left(moment):
    """How long until a moment, in words: "4 days", "3 hours", "a few minutes"."""
    left = moment - clock.now()
    if left.days:
        return ngettext("%(number)d day left", "%(number)d days left", left.days) % {"number": left.days}
    hours = left.seconds // 3600
    if hours:
        return ngettext("%(number)d hour left", "%(number)d hours left", hours) % {"number": hours}
    return gettext("a few minutes left")


@register.filter
def in_short(duration):
    """A duration (timedelta) as short words, in its two largest units: "25 min", "3 h 20 min", "2 days"."""
    minutes = max(round(duration.total_seconds() / 60), 1)
    if minutes < 60:
        return gettext("%(minutes)d min") % {"minutes": minutes}
    if minutes < 24 * 60:
        return gettext("%(hours)d h %(minutes)02d min") % {"hours": minutes // 60, "minutes": minutes % 60}
    days = round(minutes / 60 / 24)
    return ngettext("%(number)d day", "%(number)d days", days) % {"number": days}


@register.inclusion_tag("core/_pagination.html", takes_context=True)
def pagination(context, page):
    """Links to the pages around this one; nothing where there is only one."""
    numbers = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    return {"page": page, "numbers": numbers, "request": context["request"]}
