import re

from django import template
from django.template.defaultfilters import stringfilter
from django.utils.text import Truncator

register = template.Library()

LONGEST = 240
# A full stop, a question or an exclamation, and what closes with it, before a space; not the point of an initial or of "M.".
END_OF_SENTENCE = re.compile(r"(?<!\b\w)(?<!\b[DMS]r)(?<!Mrs)(?<!\bMme)[.!?…]+[»”\"')\u00a0]*(?=[ \n])")


@register.filter
@stringfilter
def first_sentence(text):
    """The first sentence of a text on one line; what is very long is cut."""
    end = END_OF_SENTENCE.search(text)
    return Truncator(text[: end.end()] if end else text).chars(LONGEST)
