"""What `check` says of how people sign in."""

from django.conf import settings
from django.core.checks import Error, Tags, register

from pyjama.accounts.roles import PAGES


@register(Tags.security)
def roles_are_known(app_configs, **options):
    """A misspelt role would be asked for nothing."""
    unknown = {*settings.SECOND_STEP_REQUIRED_OF} - {*PAGES}
    if not unknown:
        return []
    words = f"SECOND_STEP_REQUIRED_OF names no role: {', '.join(sorted(unknown))}."
    return [Error(words, hint=f"It knows {', '.join(PAGES)}.", id="pyjama.E013")]
