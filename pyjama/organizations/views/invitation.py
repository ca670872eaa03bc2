from http import HTTPStatus

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from pyjama.organizations.actions import accept_invitation, take_back_invitation
from pyjama.organizations.models import Invitation


@require_POST
def take_back(request, pk, invitation):
    """Take an invitation back that nobody has accepted."""
    invitations = Invitation.objects.editable_by(request.user).waiting()
    take_back_invitation(invitation=get_object_or_404(invitations, organization=pk, pk=invitation))
    messages.success(request, _("The invitation is taken back: its link no longer works."))
    return redirect("organizations:team", pk)


def invitation(request, token):
    """The page behind an invitation's link: only its button accepts, so that a mail scanner does not."""
    offer = Invitation.objects.of_token(token).select_related("organization").first()
    obstacle = offer.obstacle(request.user) if offer else Invitation.UNKNOWN
    if obstacle:
        status = HTTPStatus.NOT_FOUND
        return render(request, "organizations/invitation_refused.html", {"obstacle": obstacle}, status=status)
    if request.method == "POST":
        organization = accept_invitation(token=token, person=request.user)
        messages.success(request, _("Welcome to the team."))
        return redirect(organization)
    return render(request, "organizations/invitation.html", {"invitation": offer})
