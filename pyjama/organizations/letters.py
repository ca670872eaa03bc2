"""The mail of organizations: an invitation into a team."""

from django.urls import reverse
from django.utils.translation import gettext as _

from pyjama.core.site import absolute_url, site_name
from pyjama.mail.letters import written
from pyjama.mail.outbox import compose


def letter(invitation, token):
    """The mail (an unsaved row of the outbox) with the link of an invitation, in the active language.

    A stranger's first mail carries no words of others: an unverified organization's name is left out.
    """
    organization = invitation.organization
    context = {
        "site_name": site_name(),
        "name": organization.name if organization.is_verified else "",
        "role": invitation.role,
        "url": absolute_url(reverse("organizations:invitation", args=[token])),
        "expires_at": invitation.expires_at,
    }
    words = written("organizations/mail/invitation", context)
    return compose(invitation.email, _("You are invited to join a team"), *words, category="invitation")
