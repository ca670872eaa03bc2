"""Being told when an organization asks for something."""

from pyjama.organizations.models import Follow


def follow(*, organization, person):
    """Tell this person of every call that this organization opens from now on; to follow twice is to follow once."""
    Follow.objects.bulk_create([Follow(organization=organization, person=person)], ignore_conflicts=True)


def unfollow(*, organization, person):
    """Tell her no longer."""
    person.follows.filter(organization=organization).delete()
