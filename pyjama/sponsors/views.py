"""The sponsor's pages, and the public one that shows the very same table."""

from http import HTTPStatus

from allauth.core import ratelimit
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from pyjama.core.kept_pages import same_for_visitors
from pyjama.core.shortcuts import render_form
from pyjama.core.spreadsheets import spreadsheet
from pyjama.sponsors import actions, letters
from pyjama.sponsors.forms import EnterForm
from pyjama.sponsors.models import Sponsor, Total
from pyjama.sponsors.report import lines, report
from pyjama.sponsors.visits import begin_visit, end_visit, sponsor_required


@login_not_required
@same_for_visitors
@require_safe
def seen(request):
    """What the sponsor sees, for everybody: in plain words, with the very same table."""
    context = {"report": report(request.GET.get("month", "")), "figures": Total.Figure, "sponsors": Sponsor.objects.names()}
    return render(request, "sponsors/seen.html", context)


@login_not_required
@never_cache
def enter(request):
    """Ask for the link that opens the report; who is no sponsor gets the same answer, and no mail."""
    form = EnterForm(request.POST or None)
    if form.is_valid():
        email = form.cleaned_data["email"].strip().lower()
        if ratelimit.consume(request, action="sponsor_links", key=email):
            actions.ask_for_link(email=email)
        messages.success(
            request, _("If this is a sponsor’s address, a link is on its way to it. It is good for half an hour.")
        )
        return redirect("sponsors:enter")
    return render_form(request, "sponsors/enter.html", form)


@login_not_required
@never_cache
def open_report(request, token):
    """The mailed link: reading it does nothing, as machines read mail too; its button lets her in, once."""
    sponsor = letters.sponsor_of(token)
    if not sponsor:
        return render(request, "sponsors/link_is_over.html", status=HTTPStatus.NOT_FOUND)
    if request.method != "POST":
        return render(request, "sponsors/open.html", {"sponsor": sponsor})
    actions.use_link(sponsor=sponsor)
    return begin_visit(redirect("sponsors:report"), sponsor)


@login_not_required
@never_cache
@require_safe
@sponsor_required
def read(request):
    """The report of one month, to its sponsor."""
    context = {"report": report(request.GET.get("month", "")), "figures": Total.Figure, "sponsor": request.sponsor}
    return render(request, "sponsors/report.html", context)


@login_not_required
@never_cache
@require_safe
@sponsor_required
def download(request):
    """All months as a table: what is withheld on the page is withheld in it."""
    columns = [_("Month"), _("Kind of group"), _("Group"), *Total.Figure.labels]
    rows = ([_("under 10, or withheld with it") if cell is None else cell for cell in line] for line in lines())
    return spreadsheet(rows, "csv", columns=columns, name="pyjama-totals")


@login_not_required
@require_POST
@sponsor_required
def leave(request):
    """End her visits, on every device."""
    actions.leave(sponsor=request.sponsor)
    messages.success(request, _("You have left. Until next time."))
    return end_visit(redirect("sponsors:seen"))
