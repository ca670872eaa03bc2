from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from pyjama.accounts.proof import must_be_proved
from pyjama.core.shortcuts import render_form
from pyjama.organizations.actions import change_role, invite, leave_team, remove_member
from pyjama.organizations.forms import InvitationForm, LeavingForm
from pyjama.organizations.models import Membership, Organization
from pyjama.organizations.views.invitation import say_where_it_is

LATEST_ACTS = 15


def team(request, pk):
    """Who works for an organization; its owners invite others, and show that it is they where another owner is to come."""
    owned = Organization.objects.owned_by(request.user)
    scope = owned if request.method == "POST" else Organization.objects.editable_by(request.user)
    organization = get_object_or_404(scope, pk=pk)
    form = InvitationForm(request.POST or None)
    if form.is_valid():
        if form.cleaned_data["role"] == Membership.Role.OWNER:
            must_be_proved(request)
        with form.refusals():
            say_where_it_is(request, invite(organization=organization, inviter=request.user, **form.cleaned_data))
            return redirect("organizations:team", pk)
    context = {
        "organization": organization,
        "is_owned": owned.contains(organization),
        "memberships": organization.memberships.visible_to(request.user).select_related("person"),
        "acts": organization.acts.visible_to(request.user).for_list()[:LATEST_ACTS],
        "invitations": organization.invitations.visible_to(request.user).for_list(),
    }
    return render_form(request, "organizations/team.html", form, context)


@require_POST
def role(request, pk, membership):
    """Make a member an owner or an editor: by somebody who has just shown that it is she, as owners can take it all away."""
    membership = get_object_or_404(Membership.objects.editable_by(request.user), organization__pk=pk, pk=membership)
    must_be_proved(request)
    change_role(membership=membership, role=request.POST.get("role"), owner=request.user)
    messages.success(request, _("Changed."))
    return redirect("organizations:team", pk)


@require_POST
def remove(request, pk, membership):
    """Take a member's place away, as somebody who has just shown that it is she, or leave."""
    membership = get_object_or_404(Membership.objects.removable_by(request.user), organization__pk=pk, pk=membership)
    if membership.person != request.user:
        must_be_proved(request)
    remove_member(membership=membership, person=request.user)
    if membership.person == request.user:
        messages.success(request, _("You have left the team."))
        return redirect("pages:mine")
    messages.success(request, _("Removed from the team."))
    return redirect("organizations:team", pk)


def leave(request, pk):
    """Give one's place up; the last owner hands the organization over on the same page, and shows first that it is she."""
    membership = get_object_or_404(Membership.objects.leavable_by(request.user), organization__pk=pk)
    form = LeavingForm(request.POST if request.method == "POST" else None, membership=membership)
    if form.is_valid():
        if form.cleaned_data:
            must_be_proved(request)
        with form.refusals():
            leave_team(membership=membership, **form.cleaned_data)
            messages.success(request, _("You have left the team."))
            return redirect("pages:mine")
    context = {
        "organization": membership.organization,
        "is_last_owners": membership.is_last_owners,
        "is_alone": not membership.colleagues().exists(),
    }
    return render_form(request, "organizations/leave.html", form, context)
