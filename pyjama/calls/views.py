from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from pyjama.attachments.models import Attachment
from pyjama.calls.actions import (
    approve_call,
    close_call,
    draft_call,
    edit_call,
    extend_call,
    return_call,
    submit_call,
)
from pyjama.calls.filters import FilterForm
from pyjama.calls.forms import CallForm, ExtensionForm, ReviewForm
from pyjama.calls.models import Call
from pyjama.core.shortcuts import render_form, tidy_address
from pyjama.organizations.models import Organization

CALLS_PER_PAGE = 24
NEAREST = 3


@login_not_required
@tidy_address
def open_calls(request):
    """The calls that take contributions, newest first or those that fit best; the filters live in the address."""
    calls = Call.objects.visible_to(request.user).open()
    form = FilterForm(request.GET)
    page = Paginator(form.narrow(calls).for_cards(), CALLS_PER_PAGE).get_page(request.GET.get("page"))
    context = {"form": form.count(calls), "page": page}
    return render(request, "calls/list.html", context if page.object_list else context | elsewhere(form, calls))


def elsewhere(form, calls):
    """Where nothing fits: the conditions one might drop, and the calls that come nearest."""
    ways = form.ways_out(calls)
    nearest = form.without(calls, ways[0]) if ways else calls
    return {"ways": ways, "nearest": nearest.for_cards().least_served()[:NEAREST]}


def new(request, organization):
    """Write a call for one of one's organizations."""
    organization = get_object_or_404(Organization.objects.editable_by(request.user), pk=organization)
    form = CallForm(request.POST or None, request.FILES or None, owner=request.user, initial={"language": get_language()})
    if form.is_valid() and not form.wants_preview:
        with form.refusals():
            return redirect(draft_call(organization=organization, author=request.user, **form.cleaned_data))
    return render_form(request, "calls/write.html", form, {"organization": organization, "call": None, "theirs": None})


def edit(request, pk):
    """Change a call; when somebody else saved it meanwhile, show both texts."""
    call = get_object_or_404(Call.objects.editable_by(request.user).select_related("organization"), pk=pk)
    form = CallForm(request.POST or None, request.FILES or None, owner=request.user, instance=call, target=call)
    if form.is_valid() and not form.wants_preview:
        with form.refusals():
            return redirect(edit_call(call=call, editor=request.user, **form.cleaned_data))
    context = {"organization": call.organization, "call": call, "theirs": form.overtaken_by()}
    return render_form(request, "calls/write.html", form, context)


@require_POST
def publish(request, pk):
    """Send a draft on its way: into the open, or to a moderator the first time."""
    call = submit_call(call=get_object_or_404(Call.objects.editable_by(request.user), pk=pk))
    if call.is_open:
        messages.success(request, _("Your call is open. We will tell you when people answer."))
    else:
        messages.success(request, _("As it is your first call, a moderator reads it before it opens: a day or two at most."))
    return redirect(call)


def extend(request, pk):
    """Give people more time."""
    call = get_object_or_404(Call.objects.editable_by(request.user), pk=pk)
    form = ExtensionForm(request.POST or None, initial={"closes_at": call.closes_at})
    if form.is_valid():
        with form.refusals():
            return redirect(extend_call(call=call, **form.cleaned_data))
    return render_form(request, "calls/extend.html", form, {"call": call})


def close(request, pk):
    """Ask whether to stop now, then stop and go to sorting."""
    call = get_object_or_404(Call.objects.editable_by(request.user), pk=pk)
    if request.method == "POST":
        close_call(call=call)
        return redirect("outcomes:desk", pk)
    return render(request, "calls/close.html", {"call": call})


@login_not_required
def former_texts(request, pk):
    """What a call said before it was edited."""
    call = get_object_or_404(Call.objects.visible_to(request.user), pk=pk)
    revisions = call.revisions.select_related("editor")
    return render(request, "calls/former_texts.html", {"call": call, "revisions": revisions})


def decide(request, pk):
    """A moderator reads an organization's first call: it opens, or goes back with a note."""
    call = get_object_or_404(Call.objects.reviewable_by(request.user).select_related("organization"), pk=pk)
    form = ReviewForm(request.POST if "return" in request.POST else None)
    if "approve" in request.POST:
        return redirect(approve_call(call=call, version=request.POST["approve"]))
    if form.is_valid():
        with form.refusals():
            return_call(call=call, **form.cleaned_data)
            return redirect("pages:review")
    Attachment.objects.bring_to(call)
    return render_form(request, "calls/decide.html", form, {"call": call})
