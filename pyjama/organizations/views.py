from http import HTTPStatus
from pathlib import PurePath

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from pyjama.attachments.serving import FOR_THIS_PERSON, served
from pyjama.core.shortcuts import render_form
from pyjama.organizations.actions import (
    accept_invitation,
    change_role,
    edit_organization,
    follow,
    invite,
    refuse_organization,
    register_organization,
    remove_member,
    take_back_invitation,
    unfollow,
    verify_organization,
)
from pyjama.organizations.forms import InvitationForm, OrganizationForm, RefusalForm, VerificationForm
from pyjama.organizations.models import Invitation, Membership, Organization


def register(request):
    """Say who one is; a moderator then verifies it."""
    form = OrganizationForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        with form.refusals():
            organization = register_organization(owner=request.user, **form.cleaned_data)
            messages.success(request, _("Thank you. A moderator verifies your organization within 24 to 48 hours."))
            return redirect(organization)
    return render_form(request, "organizations/register.html", form)


def edit(request, pk):
    """Change what an organization says of itself; when another owner saved meanwhile, show her text too."""
    organization = get_object_or_404(Organization.objects.owned_by(request.user), pk=pk)
    was_refused = organization.status == Organization.Status.REFUSED
    form = OrganizationForm(request.POST or None, request.FILES or None, instance=organization)
    if form.is_valid():
        with form.refusals():
            organization = edit_organization(organization=organization, editor=request.user, **form.cleaned_data)
            messages.success(request, _("Thank you. A moderator looks at it again.") if was_refused else _("Saved."))
            return redirect(organization)
    context = {"was_refused": was_refused, "organization": organization, "theirs": form.overtaken_by()}
    return render_form(request, "organizations/edit.html", form, context)


@require_POST
def follow_or_stop(request, pk):
    """Be told when an organization asks for something, or no longer."""
    organization = get_object_or_404(Organization.objects.visible_to(request.user).verified(), pk=pk)
    change = unfollow if "take_back" in request.POST else follow
    change(organization=organization, person=request.user)
    return redirect("pages:mine" if "list" in request.POST else organization)


@require_safe
def proof(request, pk):
    """The private proof, as a download."""
    organization = get_object_or_404(Organization.objects.proven_to(request.user), pk=pk)
    file = organization.proof
    name = f"{organization.slug}{PurePath(file.name).suffix}"
    return served(file.storage, file.name, caching=FOR_THIS_PERSON, download_as=name)


def decide(request, pk):
    """Everything a moderator knows of one organization; sending the form verifies it."""
    organization = get_object_or_404(Organization.objects.decidable_by(request.user), pk=pk)
    form = VerificationForm(request.POST or None, organization=organization)
    if form.is_valid():
        with form.refusals():
            verify_organization(organization=organization, moderator=request.user, **form.cleaned_data)
            messages.success(request, _("Verified. Its owners have been told."))
            return redirect("pages:review")
    return _decision_page(request, form, organization, refusal_form=RefusalForm(organization=organization))


@require_POST
def refuse(request, pk):
    """Refuse to verify an organization, with a reason."""
    organization = get_object_or_404(Organization.objects.decidable_by(request.user), pk=pk)
    form = RefusalForm(request.POST, organization=organization)
    if form.is_valid():
        with form.refusals():
            refuse_organization(organization=organization, moderator=request.user, **form.cleaned_data)
            messages.success(request, _("Refused. Its owners have been told why."))
            return redirect("pages:review")
    return _decision_page(request, form, organization, verification_form=VerificationForm(organization=organization))


def _decision_page(request, form, organization, **other_form):
    context = {
        "verification_form": form,
        "refusal_form": form,
        "organization": organization,
        "owners": organization.memberships.owners().select_related("person"),
        "decisions": organization.decisions.select_related("moderator"),
        "alike": Organization.objects.like(organization),
    }
    return render_form(request, "organizations/decide.html", form, context | other_form)


def team(request, pk):
    """Who works for an organization; its owners invite others."""
    owned = Organization.objects.owned_by(request.user)
    scope = owned if request.method == "POST" else Organization.objects.editable_by(request.user)
    organization = get_object_or_404(scope, pk=pk)
    form = InvitationForm(request.POST or None)
    if form.is_valid():
        with form.refusals():
            invite(organization=organization, inviter=request.user, **form.cleaned_data)
            messages.success(request, _("The invitation is on its way. Its link works for 14 days."))
            return redirect("organizations:team", pk)
    context = {
        "organization": organization,
        "is_owned": owned.contains(organization),
        "memberships": organization.memberships.visible_to(request.user).select_related("person"),
        "invitations": organization.invitations.visible_to(request.user).waiting(),
    }
    return render_form(request, "organizations/team.html", form, context)


@require_POST
def role(request, pk, membership):
    """Make a member an owner or an editor."""
    membership = get_object_or_404(Membership.objects.editable_by(request.user), organization=pk, pk=membership)
    change_role(membership=membership, role=request.POST.get("role"))
    messages.success(request, _("Changed."))
    return redirect("organizations:team", pk)


@require_POST
def remove(request, pk, membership):
    """Take a member's place away, or leave."""
    membership = get_object_or_404(Membership.objects.removable_by(request.user), organization=pk, pk=membership)
    remove_member(membership=membership)
    if membership.person == request.user:
        messages.success(request, _("You have left the team."))
        return redirect("pages:mine")
    messages.success(request, _("Removed from the team."))
    return redirect("organizations:team", pk)


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
