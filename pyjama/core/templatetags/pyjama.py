from html import unescape

from django import template
from django.template.defaultfilters import stringfilter
from django.urls import translate_url
from django.utils import translation
from django.utils.html import strip_tags
from django.utils.safestring import mark_safe
from django.utils.translation import gettext, ngettext

from pyjama.core import clock
from pyjama.core.rich_text import to_html, unbroken
from pyjama.core.site import absolute_url, origin
from pyjama.core.stems import excerpt, highlighted

register = template.Library()


@register.simple_tag(takes_context=True)
def same_page_in(context, language):
    """The address of this very page in another language, its query string included."""
    request = context["request"]
    with translation.override(translation.get_language()):
        path = translate_url(request.get_full_path(), language)
    return path if origin(language) == origin() else absolute_url(path, language)


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
    """The text that a reader sees of HTML, on one line."""
    return " ".join(unescape(strip_tags(html.replace("</", " </"))).split())


@register.filter
@stringfilter
def rich_text(text):
    """Markdown as safe HTML, for what is not kept rendered: the body of a letter."""
    return mark_safe(to_html(text))


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


@register.inclusion_tag("core/_pagination.html", takes_context=True)
def pagination(context, page):
    """Links to the pages around this one; nothing where there is only one."""
    numbers = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    return {"page": page, "numbers": numbers, "request": context["request"]}
