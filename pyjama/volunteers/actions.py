from django.db import transaction

from pyjama.core.rich_text import leads_away
from pyjama.moderation.actions import hold
from pyjama.moderation.models import Hold
from pyjama.moderation.rules import FIRST_LINK, is_newcomer
from pyjama.volunteers.models import Profile


@transaction.atomic
def save_profile(*, person, skills, causes, **fields):
    """Write down what a person says of herself, the first time or anew; return the Profile.

    `fields` are body (Markdown), languages (codes), minutes (None where it depends), links (addresses) and is_public:
    whether everybody may read it; of a newcomer's first link, a moderator reads first.
    """
    profile = Profile.objects.locked(person)
    profile.write(**fields)
    profile.save()
    profile.skills.set(skills)
    profile.causes.set(causes)
    if profile.is_public and profile.is_in_view and must_wait(profile):
        hold(row=profile, rule=FIRST_LINK)
    return profile


def must_wait(profile):
    """Say whether an open page waits for a moderator: with the first link of somebody who has just arrived."""
    has_link = bool(profile.links or leads_away(profile.body_html))
    return has_link and is_newcomer(profile.person) and not Hold.objects.that_let_through(profile.person).exists()
