from pathlib import PurePath

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from pyjama.attachments.serving import FOR_THIS_PERSON, served
from pyjama.core.shortcuts import render_form
from pyjama.organizations.actions import refuse_organization, verify_organization
from pyjama.organizations.forms import RefusalForm, VerificationForm
from pyjama.organizations.models import Organization


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
