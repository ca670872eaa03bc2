from http import HTTPStatus

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from pyjama.calls.models import Call
from pyjama.contributions.actions import post_contribution
from pyjama.contributions.forms import ReplyForm
from pyjama.contributions.models import Contribution
from pyjama.core.refusals import Refused
from pyjama.core.shortcuts import render_form, tidy_address, typed_texts
from pyjama.outcomes.actions import finish_call, write_outcome
from pyjama.outcomes.desk import actions, thanks
from pyjama.outcomes.desk.actions import credit_contributions, thank_the_rest, undo_last, write_note
from pyjama.outcomes.desk.filters import DeskFilterForm
from pyjama.outcomes.desk.forms import CREDITS, OUTCOME, CreditsForm, DeskForm, NoteForm, ThanksForm
from pyjama.outcomes.desk.models import CreditChange, Note
from pyjama.outcomes.desk.sorting import as_sent, page_of, tally, with_credits, with_everything
from pyjama.outcomes.models import Outcome

NO_CONTENT = 204
MOST_DIGITS = 18


def call_of(request, pk):
    """A published call of one of this person's organizations, or a 404."""
    return get_object_or_404(Call.objects.editable_by(request.user).published().select_related("organization"), pk=pk)


def answer_of(request, pk):
    """A contribution that this person's organization received, with its call, or a 404."""
    calls = Call.objects.editable_by(request.user).published()
    answers = Contribution.objects.visible_to(request.user).answers().filter(call__in=calls)
    return get_object_or_404(answers.select_related("call__organization", "author"), pk=pk)


def alone(contribution):
    """The queryset of one contribution."""
    return contribution.call.contributions.answers().filter(pk=contribution.pk)


@tidy_address
def desk(request, pk):
    """Sort what a call received, say what it changed, and finish: everything in one form, kept at each step."""
    call = call_of(request, pk)
    outcome = Outcome.objects.of_call(call)
    initial = {"body": outcome.body if outcome else "", "language": outcome.language if outcome else call.language}
    form = DeskForm(request.POST or None, answers=call.contributions.answers(), initial=initial)
    if form.is_valid():
        with form.refusals():
            sort(request, call, form)
            return redirect(call if "finish" in request.POST else request.get_full_path())
    theirs = form.overtaken_by()
    filters = DeskFilterForm(request.GET)
    page = page_of(call, filters, request.GET.get("page"))
    as_sent(page.object_list, form)
    context = {"filters": filters, "page": page, "theirs": theirs} | around(request, call)
    return render_form(request, "outcomes/desk.html", form, context)


def around(request, call):
    """What every part of the desk shows besides contributions: how many are unsorted, and what may be undone."""
    return {
        "call": call,
        "credits": CREDITS,
        "tally": tally(call),
        "last_change": CreditChange.objects.last_number(call),
        "undoable": list(CreditChange.objects.last_step(call, request.user)),
        "writes": [("reply", _("Reply")), ("note", _("Leave a note"))],
    }


def sort(request, call, form):
    """Keep what the form says, then do what its button says: only keep, thank the rest, or finish."""
    form.note_overtaken(
        credit_contributions(call=call, organizer=request.user, credits=form.credits, known=form.known).overtaken
    )
    form.settle(form.names.values())
    if form.outcome:
        write_outcome(call=call, author=request.user, **form.outcome)
        form.settle(OUTCOME)
    if form.overtaken:
        raise Refused(
            _("A colleague was faster with some of these, and nothing of theirs was changed. Look at them once more.")
        )
    if "thank" in request.POST:
        thank_the_rest(call=call, organizer=request.user)
        messages.success(request, _("Everyone else has been thanked."))
    elif "finish" in request.POST:
        finish_call(call=call)
        messages.success(request, _("Done. Everyone who helped will now learn what became of it."))
    else:
        messages.success(request, _("Saved. Nothing is final until you finish the call."))


@require_POST
def credit(request, pk):
    """Say what became of one contribution: the desk sends each choice at once, where scripts run."""
    contribution = answer_of(request, pk)
    form = CreditsForm(request.POST, answers=alone(contribution))
    if not form.is_valid():
        return HttpResponse(status=HTTPStatus.UNPROCESSABLE_ENTITY)
    done = credit_contributions(call=contribution.call, organizer=request.user, credits=form.credits, known=form.known)
    form.note_overtaken(done.overtaken)
    return show_changed(request, contribution.call, alone(contribution), overtaken=form.overtaken)


@require_POST
def undo(request, pk):
    """Take back what one did last on this desk."""
    call = call_of(request, pk)
    done = undo_last(call=call, organizer=request.user)
    if request.htmx:
        touched = [each.pk for each in [*done.changed, *done.overtaken]]
        return show_changed(request, call, call.contributions.answers().filter(pk__in=touched))
    messages.success(request, _("It is taken back."))
    return redirect("outcomes:desk", pk)


@require_safe
def changes(request, pk):
    """What became of contributions since the last change that a desk shows: asked for while one sorts."""
    call = call_of(request, pk)
    after = request.GET.get("after", "")
    is_number = after.isdecimal() and len(after) <= MOST_DIGITS
    if not is_number or CreditChange.objects.last_number(call) <= int(after):
        return HttpResponse(status=NO_CONTENT)
    newer = CreditChange.objects.of_call(call).after(after).values("contribution")
    return show_changed(request, call, call.contributions.answers().filter(pk__in=newer), is_poll=True)


def show_changed(request, call, contributions, *, overtaken=None, is_poll=False):
    """The parts of a desk that changed, each of which takes its own place there; 422 where a colleague was faster.

    How far a desk has seen is asked for before the contributions are: what changes in between is shown twice, never missed.
    """
    context = around(request, call) | {"is_poll": is_poll, "changed": with_credits(contributions)}
    for each in context["changed"]:
        each.overtaken = (overtaken or {}).get(each.pk, "")
    status = HTTPStatus.UNPROCESSABLE_ENTITY if overtaken else HTTPStatus.OK
    return render(request, "outcomes/_changed.html", context, status=status)


def row(request, pk):
    """One contribution on a page of its own: read it, leave a note for the team, reply."""
    contribution = answer_of(request, pk)
    form = NoteForm(contribution=contribution) if request.GET.get("write") == "note" else None
    reply = reply_form(request, contribution) if request.GET.get("write") == "reply" else None
    return show_row(request, contribution, note_form=form, reply=reply)


def show_row(request, contribution, *, note_form=None, reply=None):
    """The page of one contribution, with a form that is open; 422 where that was not accepted."""
    [shown] = with_everything(alone(contribution))
    context = around(request, contribution.call) | {"contribution": shown, "note_form": note_form, "form": reply}
    context["is_open_for"] = bool(note_form or reply)
    is_wrong = any(form and form.is_bound and form.errors for form in (note_form, reply))
    status = HTTPStatus.UNPROCESSABLE_ENTITY if is_wrong else HTTPStatus.OK
    return render(request, "outcomes/row.html", context, status=status)


def reply_form(request, contribution):
    """The form of a reply in the team's name."""
    initial = {"language": get_language()}
    options = {"owner": request.user, "parent": contribution, "initial": initial}
    return ReplyForm(request.POST or None, request.FILES or None, **options)


@require_POST
def reply(request, pk):
    """Reply to one contribution, and stay at the desk."""
    contribution = answer_of(request, pk)
    form = reply_form(request, contribution)
    if form.is_valid():
        with form.refusals():
            fields = form.cleaned_data
            post_contribution(call=contribution.call, author=request.user, parent=contribution, **fields)
            return redirect("outcomes:row", pk)
    return show_row(request, contribution, reply=form)


@require_POST
def note(request, pk):
    """Leave a note for the team."""
    contribution = answer_of(request, pk)
    form = NoteForm(request.POST, contribution=contribution)
    if form.is_valid():
        with form.refusals():
            write_note(contribution=contribution, author=request.user, **form.cleaned_data)
            return redirect("outcomes:row", pk)
    return show_row(request, contribution, note_form=form)


@require_POST
def erase_note(request, pk):
    """Erase one's own note."""
    note = get_object_or_404(Note.objects.editable_by(request.user), pk=pk)
    actions.erase_note(note=note)
    return redirect("outcomes:row", note.contribution_id)


@tidy_address
def thank(request, pk):
    """One personal thank-you to the authors of all that an address of the desk shows, with a preview of the first."""
    call = call_of(request, pk)
    filters = DeskFilterForm(request.GET)
    chosen = filters.narrow(call.contributions.answers()).filter(thank_yous=None).select_related("author", "call")
    letters = thanks.letters_to(chosen)
    initial = {"body": thanks.first_draft(call, get_language()), "language": get_language()}
    form = ThanksForm(request.POST or None, language=get_language(), initial=initial)
    if form.is_valid() and "preview" not in request.POST:
        with form.refusals():
            fields = {"contributions": [each.pk for each in chosen], **form.cleaned_data}
            thank_you = thanks.thank_personally(call=call, organizer=request.user, **fields)
            messages.success(request, thanks.in_words(thank_you))
            return redirect("outcomes:desk", pk)
    return show_thanks(request, call, form, letters, filters)


def show_thanks(request, call, form, letters, filters):
    """The form of a thank-you, and its text as the first of its readers will get it."""
    text = form.cleaned_data.get("body", "") if form.is_bound else form.initial["body"]
    language = form.cleaned_data.get("language", call.language) if form.is_bound else form.initial["language"]
    preview = thanks.filled(text, letters[0], language) if letters and text else ""
    context = {"call": call, "letters": letters, "preview": preview, "preview_language": language, "filters": filters}
    context["typed"] = typed_texts(request)
    return render_form(request, "outcomes/thank.html", form, context)
