from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from pyjama.core.shortcuts import render_form
from pyjama.digests.actions import choose_weekly
from pyjama.digests.forms import WeeklyForm


def weekly(request):
    """The weekly mail: whether it comes, and on which day."""
    form = WeeklyForm(request.POST if request.method == "POST" else None, person=request.user)
    if form.is_valid():
        choose_weekly(person=request.user, **form.cleaned_data)
        messages.success(request, _("Your choice is saved."))
        return redirect("digests:weekly")
    return render_form(request, "digests/weekly.html", form)
