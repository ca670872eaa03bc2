"""The list of open calls, each with why it is there; the page of one, and of what came of it."""

from functools import partial

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.utils.translation import get_language

from pyjama.accounts.models import User
from pyjama.attachments.models import Attachment
from pyjama.calls.board import listed
from pyjama.calls.filters import FilterForm
from pyjama.calls.models import Call
from pyjama.clarity.models import may_be_shown
from pyjama.contributions.forms import ContributionForm
from pyjama.contributions.receiving import held_in, receive
from pyjama.contributions.threads import thread_of, with_waiting
from pyjama.core.kept_pages import same_for_visitors
from pyjama.core.questions import Question
from pyjama.core.replica import stamp_of_page
from pyjama.core.scopes import is_one_of, moderates
from pyjama.core.shortcuts import render_form, tidy_address
from pyjama.matching.door import Door, mark
from pyjama.matching.models import with_stances
from pyjama.notifications.models import Interest
from pyjama.outcomes.models import Outcome
from pyjama.pages.shared_call import THREAD, shared_page
from pyjama.privacy.models import Unlisting

CALLS_PER_PAGE = 24
NEAREST, OF_THE_NEWEST = 3, 500


@login_not_required
@same_for_visitors
@tidy_address
def open_calls(request):
    """The calls that take contributions, newest first or best fit first, each with why; the filters live in the address."""
    calls, form, door = Call.objects.visible_to(request.user).open(), FilterForm(request.GET), Door(request).recall()
    # What search engines were told to forget, a visitor's own search does not find either.
    forgotten = Unlisting.objects.numbers("pages:call") if form.words and request.user.is_anonymous else ()
    found = listed(calls, request.user, but=forgotten)
    page = Paginator(form.narrow(found), CALLS_PER_PAGE).get_page(request.GET.get("page"))
    context = {"form": form.count(found), "page": page, "matches": door.matches_of(page)}
    return render(request, "pages/calls.html", context if page.object_list else context | elsewhere(form, found, door))


def elsewhere(form, calls, door):
    """Where nothing fits: the conditions one might drop, and the calls that come nearest."""
    ways = form.ways_out(calls)
    nearest = (form.without(calls, ways[0]) if ways else calls).first(OF_THE_NEWEST)
    return {"ways": ways, "nearest": door.matches_of(nearest.for_cards().least_served()[:NEAREST])}


@login_not_required
@same_for_visitors
def call(request, pk, slug):
    """One call: its outcome once there is one, its text, its thread, and room to answer."""
    if request.method == "POST":
        return post(request, pk)
    return shared_page(request, pk, partial(page_for_everybody, pk=pk, slug=slug)) or page_for_one(request, pk, slug)


def post(request, pk):
    """Take a contribution in; who sends one needs the page of the call only if it is refused."""
    form = form_of(request)
    call = find(request.user, pk)
    if form.is_valid() and (contribution := receive(request, call, form)):
        return redirect(contribution)
    return page_for_one(request, pk, call.slug, form)


def find(reader, pk):
    """One call that a reader may open, by a question that is put into words once; or a 404."""
    question = question_of_moderators if moderates(reader) else question_of_others
    # Whoever is not signed in has nobody's number.
    for call in question.find(pk, reader.pk or 0):
        return call
    raise Http404


question_of_others = Question(lambda call, reader: visible_call(call, User(pk=reader)))
question_of_moderators = Question(lambda call, reader: visible_call(call, User(pk=reader, is_moderator=True)))


def visible_call(pk, reader):
    return Call.objects.visible_to(reader).filter(pk=pk).order_by()


def page_for_one(request, pk, slug, form=None):
    """The page of a call made for this reader alone, around the form that she sent if there is one."""
    then = stamp_of_page()
    call = mark(request, get_object_or_404(with_stances(calls_for(request.user), request.user), pk=pk))
    if slug != call.slug:
        return redirect(call)
    form = form or form_of(request)
    context = call_context(request, call, then)
    context["thread_html"] = context["thread"].shown_to(request.user)
    return render_form(request, "pages/call.html", form, context)


def page_for_everybody(request, standing, *, pk, slug):
    """The page of a call for whoever is signed in, as `shared_page` asks for it."""
    then = stamp_of_page()
    call = calls_for(request.user).filter(pk=pk).first()
    if not call or slug != call.slug:
        return None
    context = call_context(request, standing.mark(call), then)
    context |= {"interest": standing.interest_of_hers, "thread_html": THREAD, "form": form_of(request)}
    return render_to_string("pages/call.html", context, request), context["thread"]


def calls_for(reader):
    """The calls that a reader may open, each with what its page asks of her: whether it is her team's, what waits there."""
    own = is_one_of("pk", Call.objects.editable_by(reader))
    return with_waiting(Call.objects.visible_to(reader).for_cards().annotate(is_editable=own), reader)


def form_of(request):
    data = [request.POST, request.FILES] if request.method == "POST" else []
    return ContributionForm(*data, owner=request.user, initial={"language": get_language()})


def call_context(request, call, then):
    """What the page of a call shows to this reader; `then` is the stamp of before it was read."""
    return {
        "call": call,
        "thread": thread_of(call, request.user, request.GET.get("page"), then),
        "interest": Interest.objects.of_reader(request.user, call),
        "held": held_in(request).filter(call=call),
        "outcome": None if call.is_open else Outcome.objects.visible_to(request.user).published().of_call(call),
        "is_editable": call.is_editable,
        "may_be_read": call.state == Call.State.DRAFT and may_be_shown(call),
    }


@login_not_required
@same_for_visitors
def outcome(request, pk, slug):
    """What the help with one call changed, on a page to pass on: its words, pictures and quotes. A draft is its team's."""
    outcome = get_object_or_404(Outcome.objects.visible_to(request.user).for_cards(), call__pk=pk)
    if slug != outcome.call.slug:
        return redirect(outcome)
    Attachment.objects.bring_to(outcome)
    quotes = outcome.quotes.visible_to(request.user).chosen().for_page()
    context = {
        "outcome": outcome,
        "call": outcome.call,
        "quotes": [quote for quote in quotes if quote.stands],
        "totals": outcome.call.contributions.visible_to(request.user).answers().totals(),
        "is_editable": Outcome.objects.editable_by(request.user).filter(pk=outcome.pk).exists(),
    }
    return render(request, "pages/outcome.html", context)
