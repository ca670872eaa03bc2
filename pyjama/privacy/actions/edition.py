"""New words of a policy: everybody is told, once."""

from django.db import transaction

from pyjama.accounts.models import Edition, User
from pyjama.notifications.actions import notify
from pyjama.notifications.models import Kind


@transaction.atomic
def announce_edition(*, policy, version):
    """Write down which version (str) of a policy (Edition.Policy) is in force, and tell everybody where it is another one.

    The first that this site knows of is no change: nobody is told. Returns whether people were told.
    """
    former = Edition.objects.newest(policy)
    edition, is_new = Edition.objects.get_or_create(policy=policy, version=version)
    if not former or not is_new or former.version > version:
        return False
    notify(User.objects.people(), Kind.POLICY_CHANGED, edition)
    return True
