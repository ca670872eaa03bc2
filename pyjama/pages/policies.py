"""The policies of the site: what version is in force."""

from django.conf import settings

from pyjama.accounts.models import Edition
from pyjama.core import clock
from pyjama.pages.models import Text
from pyjama.privacy.actions import announce_edition


def version_of(policy):
    """The version of a policy (Edition.Policy): the day on which its words last changed in either language."""
    texts = [Text.objects.in_force(policy, language) for language, _name in settings.LANGUAGES]
    return max(clock.day(text.updated_at) for text in texts).isoformat()


def announce_policies():
    """Tell people of policies whose words changed."""
    for policy in Edition.Policy:
        announce_edition(policy=policy, version=version_of(policy))
