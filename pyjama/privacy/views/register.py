"""What operators keep: the register of incidents, and what was erased when."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from pyjama.accounts.proof import proof_required
from pyjama.core.paper import paper
from pyjama.core.shortcuts import render_form
from pyjama.core.spreadsheets import FORMATS, spreadsheet
from pyjama.moderation.middleware import noted
from pyjama.moderation.models import StaffAct
from pyjama.privacy.actions import note_told, register_incident
from pyjama.privacy.forms import IncidentForm
from pyjama.privacy.models import Incident
from pyjama.privacy.register import cells, columns, on_paper
from pyjama.privacy.retention import report

PAPER = "privacy/papers/incidents.typ"


def operators_only(user):
    if not user.is_staff:
        raise Http404


@require_safe
def incidents(request):
    """The register, the newest first."""
    operators_only(request.user)
    context = {"incidents": Incident.objects.visible_to(request.user), "formats": ["csv", "xlsx", "pdf"]}
    return render(request, "privacy/incidents.html", context)


def new_incident(request):
    """A line of its own."""
    operators_only(request.user)
    form = IncidentForm(request.POST or None)
    if form.is_valid():
        incident = register_incident(operator=request.user, **form.cleaned_data)
        messages.success(request, _("The incident is in the register."))
        return redirect(incident)
    return render_form(request, "privacy/incident_new.html", form)


def incident(request, pk):
    """One incident: what it says, what is to be done until when; sending the form completes it."""
    incident = get_object_or_404(Incident.objects.editable_by(request.user), pk=pk)
    form = IncidentForm(request.POST or None, instance=incident)
    if form.is_valid():
        register_incident(operator=request.user, incident=incident, **form.cleaned_data)
        messages.success(request, _("The register is up to date."))
        return redirect(incident)
    return render_form(request, "privacy/incident.html", form, {"incident": incident})


@require_POST
def tell_authority(request, pk):
    """The authority was told: the clock stops."""
    incident = get_object_or_404(Incident.objects.editable_by(request.user), pk=pk)
    note_told(incident=incident, operator=request.user)
    return redirect("privacy:incident", pk)


@require_safe
@proof_required
@noted("privacy.incident", StaffAct.Kind.EXPORTED)
def download_incidents(request, format):
    """The register as the Commission may ask for it (P-39.1, s. 3.8): a table, or a paper."""
    operators_only(request.user)
    incidents = Incident.objects.visible_to(request.user)
    if format == "pdf":
        return paper(PAPER, on_paper(incidents), name=_("register-of-incidents"))
    if format not in FORMATS:
        raise Http404
    return spreadsheet(map(cells, incidents), format, columns=columns(), name=_("register-of-incidents"))


@require_safe
def retention(request):
    """How long everything is kept, and how much was erased when: numbers only."""
    operators_only(request.user)
    return render(request, "privacy/retention.html", {"rules": report()})
