from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from pyjama.core.shortcuts import render_form
from pyjama.organizations.actions import edit_organization, register_organization
from pyjama.organizations.forms import OrganizationForm
from pyjama.organizations.models import Organization


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
