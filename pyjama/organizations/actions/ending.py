"""The end of an organization."""

from django.db import transaction

from pyjama.accounts.models import User
from pyjama.attachments.actions import discard
from pyjama.core import clock
from pyjama.notifications.actions import forget_interests, notify
from pyjama.notifications.models import Kind
from pyjama.organizations.actions.description import FILES
from pyjama.organizations.models import Act, Organization, WebsiteLook

WORDS = ["mission_fr", "mission_en", "city", "province", "website", "refusal", *FILES]


@transaction.atomic
def end_organization(*, organization, owner):
    """Erase what an organization said of itself, its team, its invitations and who followed it; tell the other members.

    Its row stays, with its name, its charity number, its causes and its log: what people gave it must say to whom, and
    moderators must know it again. The caller has seen to its calls (see calls/deletion.py).
    """
    organization = Organization.objects.locked(organization)
    files = [getattr(organization, name) for name in FILES]
    for file in files:
        discard(file)
    for name in WORDS:
        setattr(organization, name, "")
    organization.status = Organization.Status.DELETED
    organization.version += 1
    organization.save()

    act = organization.acts.create(kind=Act.Kind.DELETED, person=owner)
    notify(User.objects.filter(organizations=organization).exclude(pk=owner.pk), Kind.TEAM_CHANGED, act, actor=owner)
    organization.cases.open().delete()
    WebsiteLook.objects.filter(organization=organization).delete()
    organization.memberships.all().delete()
    forget_interests(organization)
    organization.invitations.update(email="", withdrawn_at=clock.now())
    return organization
