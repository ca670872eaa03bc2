"""Asking that search engines forget a page, and deciding on it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from pyjama.core.shortcuts import render_form
from pyjama.moderation.middleware import noted
from pyjama.privacy.actions import ask_for_unlisting, decide_unlisting, lift_unlisting
from pyjama.privacy.forms import DecisionForm, UnlistingForm
from pyjama.privacy.models import Unlisting


@login_not_required
def ask(request):
    """The form, for everybody: whom a page harms need not have an account."""
    person = request.user if request.user.is_authenticated else None
    initial = {"path": request.GET.get("page", ""), "email": person.email if person else ""}
    form = UnlistingForm(request.POST or None, initial=initial)
    if form.is_valid():
        with form.refusals():
            ask_for_unlisting(person=person, language=get_language(), **form.cleaned_data)
            return redirect("privacy:unlisting_asked")
    return render_form(request, "privacy/unlisting_ask.html", form)


@login_not_required
@require_safe
def asked(request):
    """It is on its way; the page says nothing of it."""
    return render(request, "privacy/unlisting_asked.html")


@require_safe
@noted("privacy.unlisting")
def queue(request):
    """What moderators have to decide, the oldest first, and what is in force."""
    if not request.user.is_moderator:
        raise Http404
    unlistings = Unlisting.objects.visible_to(request.user)
    context = {"waiting": unlistings.waiting(), "in_force": unlistings.in_force().order_by("-decided_at")}
    return render(request, "privacy/unlisting_queue.html", context)


@noted("privacy.unlisting")
def unlisting(request, pk):
    """One request: its words, its grounds, and the decision."""
    unlisting = get_object_or_404(Unlisting.objects.editable_by(request.user), pk=pk)
    form = DecisionForm(request.POST or None)
    if not unlisting.decided_at and form.is_valid():
        with form.refusals():
            decide_unlisting(unlisting=unlisting, moderator=request.user, **form.cleaned_data)
            messages.success(request, _("Decided. Who asked is told by mail."))
            return redirect("privacy:unlistings")
    return render_form(request, "privacy/unlisting.html", form, {"unlisting": unlisting})


@require_POST
def lift(request, pk):
    """Search engines may show the page again."""
    lift_unlisting(unlisting=get_object_or_404(Unlisting.objects.editable_by(request.user), pk=pk), moderator=request.user)
    messages.success(request, _("Search engines may show this page again."))
    return redirect("privacy:unlistings")
