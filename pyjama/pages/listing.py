"""The list of open calls, each with why it is there."""

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.shortcuts import render

from pyjama.calls.filters import FilterForm
from pyjama.calls.models import Call
from pyjama.core.kept_pages import same_for_visitors
from pyjama.core.shortcuts import tidy_address
from pyjama.matching.door import Door
from pyjama.privacy.models import Unlisting

CALLS_PER_PAGE = 24
NEAREST = 3


@login_not_required
@same_for_visitors
@tidy_address
def open_calls(request):
    """The calls that take contributions, newest first or best fit first, each with why; the filters live in the address."""
    calls, form, door = Call.objects.visible_to(request.user).open(), FilterForm(request.GET), Door(request).recall()
    if form.words and request.user.is_anonymous:
        # What search engines were told to forget, a visitor's own search does not find either.
        calls = calls.exclude(pk__in=Unlisting.objects.numbers("pages:call"))
    page = Paginator(form.narrow(calls).for_cards(), CALLS_PER_PAGE).get_page(request.GET.get("page"))
    context = {"form": form.count(calls), "page": page, "matches": door.matches_of(page)}
    return render(request, "pages/calls.html", context if page.object_list else context | elsewhere(form, calls, door))


def elsewhere(form, calls, door):
    """Where nothing fits: the conditions one might drop, and the calls that come nearest."""
    ways = form.ways_out(calls)
    nearest = form.without(calls, ways[0]) if ways else calls
    return {"ways": ways, "nearest": door.matches_of(nearest.for_cards().least_served()[:NEAREST])}
