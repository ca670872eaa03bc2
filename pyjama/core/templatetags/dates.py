"""What every template has without asking, in place of Django's own."""

from django import template
from django.template import defaultfilters

from pyjama.core.dates import with_first

register = template.Library()


@register.filter(expects_localtime=True, is_safe=False)
def date(value, format=None):
    """Django's filter of that name, in the French of Canada too."""
    return with_first(defaultfilters.date(value, format))
