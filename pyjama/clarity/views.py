from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from pyjama.calls.models import Call
from pyjama.clarity.actions import ask_readers, say_how_clear, stop_asking
from pyjama.clarity.forms import ReadingForm
from pyjama.clarity.models import Reading, Trial, may_be_shown
from pyjama.core.shortcuts import render_form


@login_not_required
def read(request, token):
    """A draft, for whoever has its link; who is signed in says how clear it is. Once published, it leads to the call."""
    trial = get_object_or_404(Trial.objects.visible_to(request.user).select_related("call__organization"), token=token)
    if not trial.is_open:
        return redirect(trial.call)
    if request.user.is_authenticated:
        return judge(request, trial)
    if request.method == "POST":
        return redirect_to_login(request.path)
    return render(request, "clarity/read.html", {"trial": trial, "call": trial.call, "own": None, "form": None})


def judge(request, trial):
    """The same page with room to say how clear it is, or what one said changed."""
    own = trial.readings.editable_by(request.user).first()
    initial = {"clarity": own.clarity, "sentence": own.sentence} if own else None
    form = ReadingForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_valid():
        with form.refusals():
            say_how_clear(trial=trial, reader=request.user, **form.cleaned_data)
            messages.success(request, _("Thank you. The organization reads it before anybody else sees this call."))
            return redirect(trial)
    return render_form(request, "clarity/read.html", form, {"trial": trial, "call": trial.call, "own": own})


def desk(request, pk):
    """What readers said of a draft, for its organization, which asks them here, or stops."""
    call = get_object_or_404(Call.objects.editable_by(request.user).select_related("organization"), pk=pk)
    trial = Trial.objects.editable_by(request.user).of_call(call)
    if "ask" in request.POST:
        ask_readers(call=call, person=request.user)
        return redirect("clarity:desk", pk)
    if "stop" in request.POST and trial:
        stop_asking(trial=trial)
        return redirect("clarity:desk", pk)
    readings = Reading.objects.visible_to(request.user).of_call(call)
    context = {"call": call, "trial": trial, "readings": readings, "numbers": readings.numbers()}
    return render(request, "clarity/desk.html", context | {"may_be_shown": may_be_shown(call)})
