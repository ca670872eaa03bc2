from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from pyjama.core.scopes import moderates
from pyjama.core.shortcuts import render_form, tidy_address
from pyjama.moderation import actions
from pyjama.moderation.forms import BulkForm, DecisionForm, QueueForm
from pyjama.moderation.middleware import noted
from pyjama.moderation.models import Decision, Ground, Item, Report, Verb
from pyjama.moderation.queue import appeals_for, elsewhere, lines_of, narrowed, pattern_of, record_of

ITEMS_PER_PAGE = 50
LATEST_DECISIONS = 10


@tidy_address
@noted("moderation.item")
def queue(request):
    """Everything that waits for a moderator; one decision may be taken on many."""
    if not moderates(request.user):
        raise Http404
    filters = QueueForm(request.GET)
    items = narrowed(Item.objects.editable_by(request.user), filters)
    page = Paginator(items.for_queue(), ITEMS_PER_PAGE).get_page(request.GET.get("page"))
    form = BulkForm(request.POST if request.method == "POST" else None, shown=[*page])
    if form.is_valid():
        return decide_many(request, form)
    context = {
        "filters": filters,
        "page": page,
        "lines": lines_of(form.shown, request.user),
        "appeals": appeals_for(request.user, filters),
        "elsewhere": [*elsewhere(request.user, filters)],
        "decisions": Decision.objects.editable_by(request.user).with_everything()[:LATEST_DECISIONS],
    }
    return render_form(request, "moderation/queue.html", form, context)


def decide_many(request, form):
    """Take the decision of the pressed button on the chosen items, and say how many there were."""
    done, refused = actions.decide_each(items=form.chosen(), moderator=request.user, **form.decision())
    if done:
        words = ngettext("Decided on %(number)d.", "Decided on %(number)d.", done)
        messages.success(request, words % {"number": done})
    else:
        messages.warning(request, _("Nothing was decided: tick what it is about."))
    for sentence in sorted({*refused}):
        messages.warning(request, sentence)
    return redirect(request.get_full_path())


@require_POST
def claim(request, pk):
    """Take an item in hand, and open it."""
    item = get_object_or_404(Item.objects.visible_to(request.user), pk=pk)
    actions.claim(item=item, moderator=request.user)
    return redirect(item)


@noted("moderation.item")
def item(request, pk):
    """One item with all that helps to decide: the words, what stands around them, who wrote them, who reported them."""
    item = get_object_or_404(Item.objects.visible_to(request.user).for_queue(), pk=pk)
    form = DecisionForm(request.POST or None, item=item)
    if form.is_valid():
        with form.refusals():
            actions.decide(item=item, moderator=request.user, **form.cleaned_data)
            messages.success(request, _("Decided. It can be undone for 30 days."))
            return redirect("moderation:queue")
    return render_form(request, "moderation/item.html", form, item_context(request, item))


def item_context(request, item):
    """What the page of an item shows."""
    subject = item.subject
    reports = [*Report.objects.visible_to(request.user).filter(item=item).select_related("reporter")]
    (line,) = lines_of([item], request.user)
    return {
        "item": item,
        "line": line,
        "around": subject.context(line.target, request.user) if line.target else {"former": [], "around": []},
        "record": record_of(item.author) if item.author else None,
        "reports": reports,
        "pattern": pattern_of(reports),
        "decisions": [*item.decisions.visible_to(request.user).select_related("moderator", "undone_by")],
        "alike": [*Item.objects.editable_by(request.user).alike(item)],
    }


@require_POST
def put_back(request, pk):
    """Undo with one click what a rule hid."""
    item = get_object_or_404(Item.objects.visible_to(request.user), pk=pk)
    actions.decide(item=item, moderator=request.user, verb=Verb.DISMISS, ground=Ground.OTHER)
    messages.success(request, _("It is put back, and its author is told."))
    return redirect("moderation:queue")


@require_POST
def undo(request, pk):
    """Take a decision back."""
    decision = get_object_or_404(Decision.objects.editable_by(request.user), pk=pk)
    actions.undo(decision=decision, moderator=request.user)
    messages.success(request, _("The decision is undone. Those it concerns are told."))
    return redirect("moderation:queue")
