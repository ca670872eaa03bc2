from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from pyjama.accounts.models import Consent
from pyjama.core.shortcuts import render_form
from pyjama.notifications.actions import choose_by_channel, mark_read
from pyjama.notifications.forms import PreferencesForm
from pyjama.notifications.models import Notification

PER_PAGE = 25
MOST_LINES = 100


def news(request):
    """What the reader was told, newest first; looking at it does not mark it as read."""
    told = Notification.objects.visible_to(request.user).with_targets()
    page = Paginator(told, PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "notifications/list.html", {"page": page})


@require_POST
def read_all(request):
    """Mark all of the reader's news as read."""
    mark_read(notifications=Notification.objects.editable_by(request.user))
    messages.success(request, _("Everything is marked as read."))
    return redirect("notifications:list")


@require_POST
def open_news(request, pk):
    """Mark one as read and go where it leads, or back to the list where what it is about is gone."""
    mine = Notification.objects.editable_by(request.user)
    notification = get_object_or_404(mine, pk=pk)
    mark_read(notifications=mine.filter(pk=notification.pk))
    return redirect(notification if notification.target else "notifications:list")


def preferences(request):
    """Which news comes by mail."""
    form = PreferencesForm(request.POST if request.method == "POST" else None, person=request.user)
    if form.is_valid():
        choose_by_channel(person=request.user, choices=form.choices())
        messages.success(request, _("Your choice is saved."))
        return redirect("notifications:preferences")
    consents = Consent.objects.visible_to(request.user).newest()[:MOST_LINES]
    return render_form(request, "notifications/preferences.html", form, {"consents": consents})
