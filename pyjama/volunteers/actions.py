from django.db import transaction

from pyjama.volunteers.models import Profile


@transaction.atomic
def save_profile(*, person, skills, causes, **fields):
    """Write down what a person says of herself, the first time or anew; return the Profile.

    `fields` are body (Markdown), languages (codes), minutes (None where it depends), links (addresses) and is_public:
    whether everybody may read it.
    """
    profile = Profile.objects.locked(person)
    profile.write(**fields)
    profile.save()
    profile.skills.set(skills)
    profile.causes.set(causes)
    return profile
