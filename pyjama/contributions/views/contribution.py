from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_POST, require_safe
from django_htmx.http import reswap, retarget

from pyjama.attachments.models import Attachment
from pyjama.calls.models import Call
from pyjama.contributions.actions import (
    edit_contribution,
    take_vote_back,
    vote_useful,
    withdraw_contribution,
)
from pyjama.contributions.forms import EditForm, ReplyForm
from pyjama.contributions.models import CONTRIBUTIONS_PER_PAGE, Contribution, with_replies
from pyjama.contributions.receiving import post_from
from pyjama.core.shortcuts import opened_in, render_form
from pyjama.core.views import gone

NO_CONTENT = 204
MOST_DIGITS = 19


def find(scope, pk):
    """One contribution of a scope with its call and author, or a 404."""
    return get_object_or_404(scope.select_related("call__organization", "author", "parent"), pk=pk)


@login_not_required
@require_safe
def address(request, pk):
    """A contribution's own address: the page of the thread where it stands, or what became of it."""
    contribution = find(Contribution.objects.visible_to(request.user), pk)
    if contribution.is_gone:
        return gone(request, way_on=contribution.call)
    page = f"?page={contribution.page}" if contribution.page > 1 else ""
    return redirect(f"{contribution.call.get_absolute_url()}{page}#{contribution.anchor}")


def reply(request, pk):
    """Answer one contribution, on a page of its own or in place."""
    parent = find(Contribution.objects.visible_to(request.user).standing(), pk)
    initial = {"language": get_language()}
    form = ReplyForm(request.POST or None, request.FILES or None, owner=request.user, parent=parent, initial=initial)
    if form.is_valid():
        with form.refusals():
            return redirect(post_from(request, call=parent.call, parent=parent, **form.cleaned_data))
    page = render_form(request, "contributions/reply.html", form, {"parent": parent})
    return opened_in(request, page, f"#reply-{parent.pk}", ".write")


def edit(request, pk):
    """Change one's text; the former one stays readable."""
    contribution = find(Contribution.objects.editable_by(request.user), pk)
    initial = {"body": contribution.body, "used_ai": contribution.used_ai}
    form = EditForm(request.POST or None, request.FILES or None, owner=request.user, target=contribution, initial=initial)
    if form.is_valid():
        with form.refusals():
            return redirect(edit_contribution(contribution=contribution, **form.cleaned_data))
    return render_form(request, "contributions/edit.html", form, {"contribution": contribution})


def withdraw(request, pk):
    """Ask whether to take one's contribution away, then do."""
    contribution = find(Contribution.objects.withdrawable_by(request.user), pk)
    if request.method == "POST":
        withdraw_contribution(contribution=contribution)
        return redirect(contribution.call)
    return render(request, "contributions/withdraw.html", {"contribution": contribution})


@require_POST
def useful(request, pk):
    """Say that a contribution is useful, or take it back."""
    contribution = find(Contribution.objects.visible_to(request.user).standing(), pk)
    contribution.is_useful_to_reader = "take_back" not in request.POST
    if contribution.is_useful_to_reader:
        vote_useful(contribution=contribution, voter=request.user)
    else:
        take_vote_back(contribution=contribution, voter=request.user)
    return foot(request, contribution) if request.htmx else redirect(contribution)


def foot(request, contribution):
    """What one may do with a contribution, as it is now, in the place of what the page shows."""
    contribution.refresh_from_db(fields=["useful_count"])
    response = render(request, "contributions/_foot.html", {"contribution": contribution, "call": contribution.call})
    return reswap(retarget(response, f"#foot-{contribution.pk}"), "innerHTML")


@login_not_required
@require_safe
def former_texts(request, pk):
    """What a contribution said before its author edited it."""
    contribution = find(Contribution.objects.visible_to(request.user).standing(), pk)
    context = {"contribution": contribution, "revisions": contribution.revisions.order_by("-replaced_at")}
    return render(request, "contributions/former_texts.html", context)


@login_not_required
@require_safe
def newer(request, call):
    """Contributions that came after the last one a page shows, a page of them at most: asked for while one reads."""
    call = get_object_or_404(Call.objects.visible_to(request.user).select_related("organization"), pk=call)
    after = request.GET.get("after", "")
    roots = call.contributions.placed_for(request.user).roots().for_thread(request.user)
    is_number = after.isdecimal() and len(after) <= MOST_DIGITS
    contributions = list(roots.filter(pk__gt=after)[:CONTRIBUTIONS_PER_PAGE]) if is_number else []
    if not contributions:
        return HttpResponse(status=NO_CONTENT)
    Attachment.objects.bring_to(*with_replies(contributions))
    return render(request, "contributions/newer.html", {"call": call, "contributions": contributions})
