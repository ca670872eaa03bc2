from http import HTTPStatus

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from pyjama.core.dates import date_format
from pyjama.organizations.actions import (
    accept_invitation,
    ask_for_invitation,
    renew_invitation,
    take_back_invitation,
)
from pyjama.organizations.models import Invitation

Obstacle = Invitation.Obstacle


def say_where_it_is(request, invitation):
    """Tell an owner when the mail was written and until when its link is good, whether that was now or before."""
    sentence = _("The link was mailed to %(email)s on %(moment)s. It works until %(day)s.")
    said = {
        "email": invitation.email,
        "moment": date_format(localtime(invitation.invited_at), "DATETIME_FORMAT"),
        "day": date_format(localtime(invitation.expires_at)),
    }
    messages.success(request, sentence % said)


@require_POST
def renew(request, pk, invitation):
    """Send an invitation again, with a new link."""
    found = get_object_or_404(Invitation.objects.editable_by(request.user), organization__pk=pk, pk=invitation)
    say_where_it_is(request, renew_invitation(invitation=found, owner=request.user))
    return redirect("organizations:team", pk)


@require_POST
def take_back(request, pk, invitation):
    """Take an invitation back that nobody has accepted."""
    found = get_object_or_404(Invitation.objects.editable_by(request.user), organization__pk=pk, pk=invitation)
    take_back_invitation(invitation=found, owner=request.user)
    messages.success(request, _("The invitation is taken back: its link no longer works."))
    return redirect("organizations:team", pk)


def invitation(request, token):
    """The page behind an invitation's link: only its button accepts, so that a mail scanner does not."""
    offer = Invitation.objects.of_token(token).select_related("organization").first()
    if obstacle := offer.obstacle(request.user) if offer else Obstacle.UNKNOWN:
        return obstructed(request, offer, obstacle, token)
    if request.method == "POST":
        organization = accept_invitation(token=token, person=request.user)
        messages.success(request, _("Welcome to the team."))
        return redirect(organization)
    return render(request, "organizations/invitation.html", {"invitation": offer})


def obstructed(request, offer, obstacle, token):
    """Say why the link does not open, and what to do instead; who is in the team already goes there."""
    if obstacle == Obstacle.MEMBER:
        messages.info(request, obstacle.label)
        return redirect("organizations:team", offer.organization_id)
    context = {
        "obstacle": obstacle,
        "invitation": offer,
        "token": token,
        "is_another": obstacle == Obstacle.ANOTHER,
        "may_ask": obstacle in {Obstacle.ANOTHER, Obstacle.EXPIRED},
    }
    status = HTTPStatus.GONE if obstacle == Obstacle.GONE else HTTPStatus.NOT_FOUND
    return render(request, "organizations/invitation_refused.html", context, status=status)


@require_POST
def ask_again(request, token):
    """Ask the owners for an invitation that works."""
    ask_for_invitation(token=token, person=request.user)
    messages.success(request, _("Asked. If the owners agree, you will find an invitation in your mail."))
    return redirect("pages:mine")
