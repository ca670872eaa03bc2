"""Deleting an organization: what it asked decides whether it may go (docs/decisions/0030)."""

from django.db import transaction
from django.utils.translation import gettext as _

from pyjama.attachments.actions import detach_all
from pyjama.calls.models import Call
from pyjama.core.refusals import Refused
from pyjama.organizations.actions import end_organization
from pyjama.organizations.models import Organization


@transaction.atomic
def delete_organization(*, organization, owner):
    """Delete an organization, its drafts included; its finished calls stay, with all that people gave and its name.

    Refused while a call is open or waits for its outcome: nobody who helped is left without an answer (product promise 3).
    """
    organization = Organization.objects.locked(organization)
    # Held first, so that a draft which is being published is either published by now, or never will be.
    calls = Call.objects.filter(pk__in=[call.pk for call in organization.calls.select_for_update()])
    if calls.unsettled().exists():
        raise Refused(_("Some of its calls are open, or wait for what the help changed. See to them first: they are below."))

    drafts = calls.unpublished()
    for draft in drafts:
        detach_all(draft)
    drafts.delete()
    return end_organization(organization=organization, owner=owner)
