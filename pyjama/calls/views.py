from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from pyjama.attachments.models import Attachment
from pyjama.calls.actions import (
    approve_call,
    close_call,
    copy_call,
    discard_call,
    draft_call,
    edit_call,
    extend_call,
    return_call,
    submit_call,
)
from pyjama.calls.asking import TemplateForm
from pyjama.calls.call_templates import by_category, call_templates
from pyjama.calls.forms import CallForm, ExtensionForm, ReviewForm
from pyjama.calls.models import Call
from pyjama.core.shortcuts import render_form
from pyjama.moderation.middleware import noted
from pyjama.organizations.models import Organization
from pyjama.topics.models import Skill


def new(request, organization):
    """Write a call for one of one's organizations."""
    organization = get_object_or_404(Organization.objects.editable_by(request.user), pk=organization)
    form = CallForm(request.POST or None, request.FILES or None, **asked_by(request, organization))
    return drafted(request, organization, form) or render_form(
        request, "calls/write.html", form, {"organization": organization, "call": None, "theirs": None}
    )


def asked_by(request, organization):
    """What each form of a new call starts from."""
    return {"owner": request.user, "organization": organization, "initial": {"language": get_language()}}


def drafted(request, organization, form):
    """Keep the draft that a form holds and lead to it; None where it is not complete, or only previewed."""
    if not form.is_valid() or form.wants_preview:
        return None
    with form.refusals():
        return redirect(draft_call(organization=organization, author=request.user, **form.cleaned_data))


def choose_template(request, organization):
    """What one may start a call from: a template for each common need, or one's own words."""
    organization = get_object_or_404(Organization.objects.editable_by(request.user), pk=organization)
    context = {"organization": organization, "categories": by_category(Skill.objects.all())}
    return render(request, "calls/templates.html", context)


def ask(request, organization, template):
    """Ask by a template: four plain questions become a call."""
    organization = get_object_or_404(Organization.objects.editable_by(request.user), pk=organization)
    if template not in call_templates():
        raise Http404
    options = asked_by(request, organization) | {"template": call_templates()[template]}
    form = TemplateForm(request.POST or None, request.FILES or None, **options)
    context = {"organization": organization, "template": options["template"]}
    return drafted(request, organization, form) or render_form(request, "calls/ask.html", form, context)


@require_POST
def copy(request, pk):
    """Begin a new draft with what a call of one's organization says."""
    call = get_object_or_404(Call.objects.editable_by(request.user), pk=pk)
    draft = copy_call(call=call, author=request.user)
    messages.success(request, _("Here is a copy, as a draft. Change what is no longer true, then publish it."))
    return redirect("calls:edit", draft.pk)


def edit(request, pk):
    """Change a call; when somebody else saved it meanwhile, show both texts."""
    call = get_object_or_404(Call.objects.editable_by(request.user).select_related("organization"), pk=pk)
    options = {"owner": request.user, "organization": call.organization, "instance": call, "target": call}
    form = CallForm(request.POST or None, request.FILES or None, **options)
    if form.is_valid() and not form.wants_preview:
        with form.refusals():
            return redirect(edit_call(call=call, editor=request.user, **form.cleaned_data))
    context = {"organization": call.organization, "call": call, "theirs": form.overtaken_by()}
    return render_form(request, "calls/write.html", form, context)


def discard(request, pk):
    """Ask whether to throw a draft away, then do it."""
    call = get_object_or_404(Call.objects.editable_by(request.user), pk=pk)
    if request.method == "POST":
        discard_call(call=call)
        messages.success(request, _("The draft is thrown away."))
        return redirect("pages:mine")
    return render(request, "calls/discard.html", {"call": call})


@require_POST
def publish(request, pk):
    """Send a draft on its way: into the open, or to a moderator the first time."""
    draft = get_object_or_404(Call.objects.editable_by(request.user), pk=pk)
    call = submit_call(call=draft, publisher=request.user)
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


@noted("calls.call")
def decide(request, pk):
    """A moderator reads an organization's first call: it opens, or goes back with a note."""
    call = get_object_or_404(Call.objects.reviewable_by(request.user).select_related("organization"), pk=pk)
    form = ReviewForm(request.POST if "return" in request.POST else None)
    if "approve" in request.POST:
        return redirect(approve_call(call=call, version=request.POST["approve"], moderator=request.user))
    if form.is_valid():
        with form.refusals():
            return_call(call=call, moderator=request.user, **form.cleaned_data)
            return redirect("pages:review")
    Attachment.objects.bring_to(call)
    return render_form(request, "calls/decide.html", form, {"call": call})
