from django.core.paginator import Paginator
from django.shortcuts import render

from pyjama.karma.models import MOST_FROM_ONE, MOST_USEFUL_VOTES, POINTS, Entry

PER_PAGE = 50


def mine(request):
    """The reader's own ledger: what she earned, line by line, and what earns what. Nobody else sees it."""
    entries = Entry.objects.visible_to(request.user)
    context = {
        "total": entries.total(),
        "page": Paginator(entries.with_targets(), PER_PAGE).get_page(request.GET.get("page")),
        "tariff": {reason.label: points for reason, points in POINTS.items()},
        "most_useful_votes": MOST_USEFUL_VOTES,
        "most_from_one": MOST_FROM_ONE[0][0],
    }
    return render(request, "karma/mine.html", context)
