from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_POST, require_safe

from pyjama.attachments.models import Attachment
from pyjama.calls.models import Call
from pyjama.contributions.forms import ContributionForm
from pyjama.contributions.receiving import receive
from pyjama.core.shortcuts import render_form, tidy_address
from pyjama.matching.actions import take_stance
from pyjama.matching.door import Door, mark
from pyjama.matching.models import Stance, with_stances
from pyjama.matching.small_things import small_things

NEAREST = 3
# What the buttons say: which stance is taken, or taken back.
TAKEN = {"save": Stance.Kind.SAVED, "not_for_me": Stance.Kind.NOT_FOR_ME, "more": Stance.Kind.MORE}
TAKEN_BACK = {"unsave": Stance.Kind.SAVED, "for_me": Stance.Kind.NOT_FOR_ME, "no_more": Stance.Kind.MORE}


@login_not_required
@require_safe
@tidy_address
def minutes(request):
    """The first step: how much time there is."""
    return step(request, "minutes")


@login_not_required
@require_safe
@tidy_address
def causes(request):
    """The second step: what one cares about."""
    return step(request, "cause")


@login_not_required
@require_safe
@tidy_address
def skills(request):
    """The third step: what one can lend a hand with."""
    return step(request, "skill", "language")


def step(request, *fields):
    """The page of one step, with the choices that are not its own kept, and how many calls and people fit so far."""
    field, door = fields[0], Door(request)
    context = {"door": door, "field": door.form[field], "others": door.form.pairs_without(*fields), **door.numbers()}
    return door.memory.keep_in(render(request, f"matching/{field}.html", context))


@login_not_required
@require_safe
def next_call(request):
    """Go to the call that fits best; where none does, say so, with what comes near and other things to do."""
    door = Door(request).recall()
    if way_on := door.way_on():
        return door.memory.keep_in(redirect(way_on))
    context = {"door": door, "matches": door.matches(NEAREST), **small_things(reader=request.user, wishes=door.form.wishes)}
    return door.memory.keep_in(render(request, "matching/nothing.html", context))


@login_not_required
def call(request, pk):
    """One call with room to answer; who has sent something is thanked, and led to the next."""
    door = Door(request)
    call = mark(request, find(request, pk))
    initial = {"language": get_language()}
    form = ContributionForm(request.POST or None, request.FILES or None, owner=request.user, initial=initial)
    if form.is_valid() and (received := receive(request, call, form)):
        door.memory.pass_by(call)
        return thank(request, received, door)
    Attachment.objects.bring_to(call)
    context = {"call": call, "door": door, "match": door.match(call)}
    return door.memory.keep_in(render_form(request, "matching/call.html", form, context))


def find(request, pk):
    """A call that was published, whatever became of it since, or a 404."""
    calls = with_stances(Call.objects.visible_to(request.user).published().for_cards(), request.user)
    return get_object_or_404(calls, pk=pk)


def thank(request, received, door):
    """Thank for what was sent, and lead on; what a visitor sent has a page of its own first."""
    if not request.user.is_authenticated:
        return door.memory.keep_in(redirect(received))
    messages.success(request, render_to_string("matching/_thanks.html", {"contribution": received}))
    return door.lead_on()


@login_not_required
@require_POST
def skip(request, pk):
    """Pass a call over, and go to the next."""
    call, door = find(request, pk), Door(request)
    if request.user.is_authenticated:
        take_stance(person=request.user, call=call, kind=Stance.Kind.SKIPPED)
    door.memory.pass_by(call)
    return door.lead_on()


@login_not_required
@require_POST
def stance(request, pk):
    """Save a call, say that it is nothing for oneself or that one wants more like it, or take that back.

    What a visitor says is kept in her browser until she signs in.
    """
    call, door, said = find(request, pk), Door(request), request.POST.get("stance")
    if said in TAKEN:
        door.take(call, TAKEN[said])
    if said in TAKEN_BACK:
        door.take_back(call, TAKEN_BACK[said])
    if "door" in request.POST:
        return go_on(request, door, call, said)
    return door.memory.keep_in(redirect("matching:saved" if "list" in request.POST else call))


def go_on(request, door, call, said):
    """From a call at the door to the next, once it is put aside; what was only said of it leaves it where it is."""
    if TAKEN.get(said) not in Stance.ASIDE:
        return door.memory.keep_in(redirect(door.address_of(call)))
    door.memory.pass_by(call)
    if said == "save":
        messages.success(request, render_to_string("matching/_kept_for_later.html"))
    return door.lead_on()


@login_not_required
@require_safe
def saved(request):
    """What a visitor's browser keeps for later; a person's is in her space."""
    if request.user.is_authenticated:
        return redirect(f"{reverse('pages:mine')}#saved")
    return render(request, "matching/saved.html", {"saved": [{"call": call} for call in Door(request).saved()]})
