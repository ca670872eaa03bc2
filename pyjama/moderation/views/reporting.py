from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from pyjama.core.shortcuts import opened_in, render_form
from pyjama.moderation.actions import report as report_row
from pyjama.moderation.forms import ReportForm
from pyjama.moderation.models import Ground
from pyjama.moderation.network import network_of
from pyjama.moderation.subjects import subject_named


@login_not_required
def report(request, subject, pk):
    """Say that something is wrong: the reasons are buttons, so that it takes two clicks, with an account or without."""
    found = subject_named(subject)
    if not found:
        raise Http404
    row = get_object_or_404(found.visible_to(request.user), pk=pk)
    form = ReportForm(request.POST if request.method == "POST" else None)
    context = {"row": row, "subject": found, "title": found.title(row), "grounds": Ground.choices, "is_sent": False}
    if form.is_valid():
        with form.refusals():
            reporter = request.user if request.user.is_authenticated else None
            report_row(row=row, reporter=reporter, network=network_of(request), **form.cleaned_data)
            if not request.htmx:
                messages.success(request, _("Thank you. A moderator looks at it; the author never learns who reported it."))
                return redirect(row)
            context["is_sent"] = True
    page = render_form(request, "moderation/report.html", form, context)
    return opened_in(request, page, f"#report-{row.pk}", ".report")
