from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from pyjama.core import clock
from pyjama.core.dates import date_format
from pyjama.core.paper import paper
from pyjama.core.spreadsheets import FORMATS, spreadsheet
from pyjama.insights.forms import PeriodForm
from pyjama.insights.numbers import figures
from pyjama.organizations.models import Organization

PAPER = "insights/papers/numbers.typ"


def asked(request, pk):
    """The organization, which is one's own, and the form that says which period is asked for."""
    organization = get_object_or_404(Organization.objects.editable_by(request.user), pk=pk)
    return organization, PeriodForm(request.GET, since=clock.day(organization.registered_at))


@require_safe
def numbers(request, pk):
    """What an organization received and gave back in a period, for its annual report. Its own people see it, nobody else."""
    organization, form = asked(request, pk)
    period = form.chosen
    context = {
        "organization": organization,
        "form": form,
        "period": period,
        "figures": figures(organization, period),
        "formats": ["csv", "xlsx", "pdf"],
    }
    return render(request, "insights/numbers.html", context)


@require_safe
def download(request, pk, format):
    """The same numbers as a table or as a paper."""
    organization, form = asked(request, pk)
    if format not in {*FORMATS, "pdf"}:
        raise Http404
    period = form.chosen
    name = f"{organization.slug}-{period.first}-{period.last}"
    rows = figures(organization, period)
    if format == "pdf":
        return paper(PAPER, on_paper(organization, period, rows), name=name)
    columns = [_("Organization"), _("First day"), _("Last day"), _("What"), _("Number"), _("What it counts")]
    days = [day.isoformat() for day in period]
    lines = ([organization.name, *days, *row] for row in rows)
    return spreadsheet(lines, format, columns=columns, name=name)


def on_paper(organization, period, rows):
    """The words of the paper (a dict)."""
    return {
        "title": _("%(organization)s: what people gave") % {"organization": organization.name},
        "period": period.name,
        "figures": [{"line": row.line, "definition": row.definition} for row in rows],
        "foot": _("Counted on %(day)s. Nobody is named in these numbers.") % {"day": date_format(clock.today())},
    }
