import csv

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from pyjama.core import clock
from pyjama.core.shortcuts import render_form, typed_texts
from pyjama.moderation import actions
from pyjama.moderation.forms import AppealDecisionForm, AppealForm
from pyjama.moderation.middleware import noted
from pyjama.moderation.models import APPEAL_WITHIN, Appeal, Decision, StaffAct, Verb
from pyjama.moderation.queue import lines_of, number_of_moderators

COLUMNS = ["at", "staff", "kind", "about", "object_id", "detail"]


def decision(request, pk):
    """What was decided, for those it concerns: what, why, until when, and how to ask for a second look."""
    decision = find(request, pk)
    return render_form(request, "moderation/decision.html", AppealForm(), decision_context(decision, []))


def find(request, pk):
    return get_object_or_404(Decision.objects.concerning(request.user).with_everything(), pk=pk)


def decision_context(decision, typed):
    item = decision.item
    return {
        "decision": decision,
        "typed": typed,
        "title": item.subject.title(item.target) if item.target else "",
        "target": item.target,
        "subject": item.subject,
        "appeal": getattr(decision, "appeal", None),
        "may_appeal": may_appeal(decision),
        "appeal_until": decision.made_at + APPEAL_WITHIN,
        "is_moderator_alone": number_of_moderators() < PAIR,
    }


PAIR = 2


def may_appeal(decision):
    """Whether a second look can still be asked for."""
    is_open = decision.undone_at is None and not decision.is_automatic and not hasattr(decision, "appeal")
    return is_open and decision.verb not in {Verb.DISMISS, Verb.RELEASE} and clock.now() < decision.made_at + APPEAL_WITHIN


def appeal(request, pk):
    """Ask for a second look, once."""
    decision = find(request, pk)
    form = AppealForm(request.POST or None)
    if form.is_valid():
        with form.refusals():
            actions.appeal(decision=decision, person=request.user, **form.cleaned_data)
            messages.success(request, _("Thank you. Another person looks at it, and tells you what comes of it."))
            return redirect(decision)
    return render_form(request, "moderation/decision.html", form, decision_context(decision, typed_texts(request)))


@noted("moderation.appeal")
def decide_appeal(request, pk):
    """Look again at what a colleague decided."""
    appeals = Appeal.objects.visible_to(request.user).select_related("decision__item", "decision__moderator", "person")
    appeal = get_object_or_404(appeals, pk=pk)
    may_decide = Appeal.objects.editable_by(request.user).filter(pk=pk).exists()
    if not may_decide and not request.user.is_moderator:
        raise Http404
    form = AppealDecisionForm(request.POST or None)
    if form.is_valid():
        with form.refusals():
            actions.decide_appeal(appeal=appeal, moderator=request.user, **form.cleaned_data)
            messages.success(request, _("Decided. Whoever asked is told."))
            return redirect("moderation:queue" if request.user.is_moderator else "pages:home")
    item = appeal.decision.item
    (line,) = lines_of([item], request.user)
    context = {
        "appeal": appeal,
        "line": line,
        "may_decide": may_decide and not line.is_own,
        "around": item.subject.context(line.target, request.user) if line.target else {"former": [], "around": []},
    }
    return render_form(request, "moderation/decide_appeal.html", form, context)


@require_safe
@noted("moderation.staffact", StaffAct.Kind.EXPORTED)
def log(request):
    """All that staff did and looked at, as CSV, for an operator: numbers only."""
    if not request.user.is_staff:
        raise Http404
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="staff-acts.csv"'
    writer = csv.writer(response)
    writer.writerow(COLUMNS)
    acts = StaffAct.objects.visible_to(request.user).order_by("pk").values_list(*COLUMNS)
    writer.writerows([moment.isoformat(), *rest] for moment, *rest in acts.iterator())
    return response
