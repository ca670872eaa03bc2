"""What `check --deploy` refuses of the site's texts."""

from django.conf import settings
from django.core.checks import Error, Tags, register
from django.db import DatabaseError

from pyjama.pages.models import Text

# What each policy has to name, whoever wrote it (Law 25: P-39.1, s. 3.1, 8).
NAMED = {"privacy": ["{privacy_officer}", "{contact_email}"], "terms": ["{contact_email}"]}


@register(Tags.security, deploy=True)
def policies_say_whom_to_write_to(app_configs, **options):
    """An operator's own words of a policy name who is in charge, and how to reach her, in both languages."""
    try:
        keys = [(slug, code) for slug in NAMED for code, _name in settings.LANGUAGES]
        texts = {key: Text.objects.in_force(*key).body for key in keys}
    except DatabaseError:
        return []
    return [
        Error(f"The text {slug} ({code}) lacks {blank}.", hint="Write it into the text, in /admin/.", id="pyjama.E014")
        for (slug, code), body in texts.items()
        for blank in NAMED[slug]
        if blank not in body
    ]
