"""What a person may do with all that is kept about her: see it, take it along, leave."""

from django.contrib import messages
from django.contrib.auth import logout
from django.core.files.storage import storages
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from pyjama.accounts.proof import proof_required
from pyjama.core.shortcuts import render_form
from pyjama.core.site import site_name
from pyjama.privacy.actions import ask_for_export, ask_to_leave, stay
from pyjama.privacy.forms import LeaveForm
from pyjama.privacy.models import Departure, Export


@require_safe
def mine(request):
    """Her file and her departure, as they stand."""
    exports = Export.objects.visible_to(request.user)
    context = {
        "waiting": exports.waiting().first(),
        "ready": exports.ready().first(),
        "departure": Departure.objects.visible_to(request.user).first(),
    }
    return render(request, "privacy/mine.html", context)


@proof_required
def export(request):
    """Ask for the file: she shows first that it is she."""
    if request.method == "POST":
        ask_for_export(person=request.user, language=get_language())
        messages.success(request, _("We are making your file. We write to you when it is there, in a few minutes."))
        return redirect("privacy:mine")
    return render(request, "privacy/export.html")


@require_safe
@proof_required
def download(request, pk):
    """The file itself: hers, once she has shown that it is she, and for as long as it is kept."""
    export = get_object_or_404(Export.objects.visible_to(request.user).ready(), pk=pk)
    try:
        file = storages["private"].open(export.name)
    except OSError as cause:
        raise Http404 from cause
    name = f"{site_name()}-{export.made_at:%Y-%m-%d}.zip"
    response = FileResponse(file, as_attachment=True, filename=name, content_type="application/zip")
    response["Cache-Control"] = "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    return response


@proof_required
def leave(request):
    """What goes, what stays, what must be done first; sending the form asks for it."""
    form = LeaveForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        with form.refusals():
            departure = ask_to_leave(person=request.user, **form.choice())
            return left(request) if form.choice()["at_once"] else on_her_way(request, departure)
    return render_form(request, "privacy/leave.html", form, {"alone": Departure.alone(request.user)})


def left(request):
    """She left at once: she is signed out here too."""
    logout(request)
    messages.success(request, _("Your account is closed, and is being erased now. Thank you for all you gave."))
    return redirect("pages:home")


def on_her_way(request, departure):
    messages.success(request, _("Your account goes in seven days. Until then, you can change your mind here."))
    return redirect(departure)


@require_POST
def keep(request):
    """She stays."""
    stay(person=request.user)
    messages.success(request, _("Your account stays. We are glad."))
    return redirect("privacy:mine")
