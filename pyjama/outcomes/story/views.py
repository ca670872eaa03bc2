from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from pyjama.calls.models import Call
from pyjama.core.shortcuts import render_form
from pyjama.outcomes.models import Outcome, Quote
from pyjama.outcomes.story.actions import answer_quote, quote_contribution, take_quote_out, write_story
from pyjama.outcomes.story.forms import QuoteForm, StoryForm

CONTRIBUTIONS_PER_PAGE = 20


def write(request, pk):
    """Tell what the help changed, with pictures, or correct it; when somebody else saved it meanwhile, show both texts."""
    call = get_object_or_404(Call.objects.editable_by(request.user).published().select_related("organization"), pk=pk)
    outcome = Outcome.objects.editable_by(request.user).of_call(call)
    options = {"owner": request.user, "outcome": outcome, "call": call}
    form = StoryForm(request.POST or None, request.FILES or None, **options)
    if form.is_valid():
        with form.refusals():
            outcome = write_story(call=call, author=request.user, **form.story)
            messages.success(request, _("Saved."))
            return redirect(outcome)
    context = {"call": call, "outcome": outcome, "theirs": form.overtaken_by()}
    return render_form(request, "outcomes/story.html", form, context)


@login_not_required
@require_safe
def former_texts(request, pk):
    """What an outcome said before it was corrected."""
    outcome = get_object_or_404(Outcome.objects.visible_to(request.user).for_cards(), call__pk=pk)
    return render(
        request, "outcomes/former_texts.html", {"outcome": outcome, "revisions": outcome.revisions.order_by("-pk")}
    )


def find_outcome(request, pk):
    """The outcome of a call of one's organizations, published or not."""
    return get_object_or_404(Outcome.objects.editable_by(request.user).for_cards(), call__pk=pk)


@require_safe
def quotes(request, pk):
    """Whom an outcome quotes, what they answered, and what else could be quoted: what was used comes first."""
    outcome = find_outcome(request, pk)
    chosen = outcome.quotes.editable_by(request.user).chosen().for_page()
    answers = outcome.call.contributions.visible_to(request.user).answers().for_quoting()
    page = Paginator(answers, CONTRIBUTIONS_PER_PAGE).get_page(request.GET.get("page"))
    quoted = {quote.contribution_id for quote in chosen}
    context = {"outcome": outcome, "call": outcome.call, "quotes": chosen, "quoted": quoted, "page": page}
    return render(request, "outcomes/quotes.html", context)


def quote(request, pk, contribution):
    """Choose the words of one contribution, and ask its author whether she may be named."""
    outcome = find_outcome(request, pk)
    answers = outcome.call.contributions.visible_to(request.user).answers()
    contribution = get_object_or_404(answers.select_related("author"), pk=contribution)
    present = outcome.quotes.editable_by(request.user).chosen().of_contribution(contribution)
    form = QuoteForm(request.POST or None, initial={"body": present.body if present else contribution.body})
    if form.is_valid():
        with form.refusals():
            quote_contribution(outcome=outcome, contribution=contribution, **form.cleaned_data)
            messages.success(request, _("Quoted. We ask its author, once, whether you may name them."))
            return redirect("outcomes:quotes", pk)
    context = {"outcome": outcome, "call": outcome.call, "contribution": contribution}
    return render_form(request, "outcomes/quote.html", form, context)


@require_POST
def take_out(request, pk):
    """Quote these words no more."""
    quote = get_object_or_404(Quote.objects.editable_by(request.user).for_page(), pk=pk)
    take_quote_out(quote=quote)
    return redirect("outcomes:quotes", quote.outcome.call_id)


def consent(request, pk):
    """Say whether one may be named beside one's own words, or change one's mind: looking at the page changes nothing."""
    quote = get_object_or_404(Quote.objects.answerable_by(request.user).for_page(), pk=pk)
    if request.method == "POST" and "agrees" in request.POST:
        agrees = request.POST["agrees"] == "yes"
        answer_quote(quote=quote, agrees=agrees, edition=request.POST.get("edition", ""))
        said = _("Thank you. Your name stands beside your words.") if agrees else _("Your name does not stand there.")
        messages.success(request, said)
        return redirect(quote)
    return render(request, "outcomes/consent.html", {"quote": quote})
