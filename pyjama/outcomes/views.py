from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from pyjama.calls.models import Call
from pyjama.core.shortcuts import render_form
from pyjama.outcomes.actions import credit_contributions, finish_call, thank_the_rest, write_outcome
from pyjama.outcomes.forms import DeskForm
from pyjama.outcomes.models import Outcome


def desk(request, pk):
    """Sort what a call received, say what it changed, and finish: everything in one form, kept at each step."""
    call = get_object_or_404(Call.objects.editable_by(request.user).published().select_related("organization"), pk=pk)
    contributions = call.contributions.visible_to(request.user).answers().for_desk()
    outcome = Outcome.objects.of_call(call)
    initial = {"body": outcome.body if outcome else "", "language": outcome.language if outcome else call.language}
    form = DeskForm(request.POST or None, contributions=contributions, initial=initial)
    if form.is_valid():
        with form.refusals():
            sort(request, call, form)
            return redirect(call if "finish" in request.POST else request.path)
    return render_form(request, "outcomes/desk.html", form, {"call": call, "outcome": outcome})


def sort(request, call, form):
    """Keep what the form says, then do what its button says: only keep, thank the rest, or finish."""
    credit_contributions(call=call, organizer=request.user, credits=form.credits)
    if form.outcome:
        write_outcome(call=call, author=request.user, **form.outcome)
    form.settle()
    if "thank" in request.POST:
        thank_the_rest(call=call, organizer=request.user)
        messages.success(request, _("Everyone else has been thanked."))
    elif "finish" in request.POST:
        finish_call(call=call)
        messages.success(request, _("Done. Everyone who helped will now learn what became of it."))
    else:
        messages.success(request, _("Saved. Nothing is final until you finish the call."))
