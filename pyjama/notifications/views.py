from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from pyjama.accounts.models import Consent
from pyjama.core.shortcuts import render_form
from pyjama.notifications import subjects
from pyjama.notifications.actions import choose_by_channel, keep_quiet, lose_interest, mark_read, take_interest
from pyjama.notifications.forms import PreferencesForm, QuietHoursForm
from pyjama.notifications.models import Interest, Notification, QuietHours

PER_PAGE = 25
MOST_LINES = 100
# Where what one follows stands in a list, and one comes back to.
LISTS = {"preferences": "notifications:preferences", "mine": "pages:mine"}


def news(request):
    """What the reader was told, newest first; looking at it does not mark it as read."""
    mine = Notification.objects.visible_to(request.user)
    page = Paginator(mine.lines(), PER_PAGE).get_page(request.GET.get("page"))
    page.object_list = mine.told_by(page.object_list)
    return render(request, "notifications/list.html", {"page": page})


@require_POST
def read_all(request):
    """Mark all of the reader's news as read."""
    mark_read(notifications=Notification.objects.editable_by(request.user))
    messages.success(request, _("Everything is marked as read."))
    return redirect("notifications:list")


@never_cache
def count(request):
    """How much is unread: the number, and the words that say so to whoever listens to the page."""
    number = Notification.objects.visible_to(request.user).count_lines()
    words = ngettext("One thing is unread under News.", "%(number)d things are unread under News.", number)
    return JsonResponse({"number": number, "words": words % {"number": number}})


@require_POST
def see(request):
    """Mark as read what an open page speaks of (its `path`, and the rows it `shows`), and tell what is left."""
    mine = Notification.objects.editable_by(request.user)
    told = mine.told_on(request.POST.get("path", ""), request.POST.get("shows", "").split())
    if told:
        mark_read(notifications=mine.filter(pk__in=[each.pk for each in told]))
    return count(request)


@require_POST
def open_news(request, pk):
    """Mark one, with its group, as read and go where it leads, or back to the list where what it is about is gone."""
    mine = Notification.objects.editable_by(request.user)
    notification = get_object_or_404(mine, pk=pk)
    mark_read(notifications=mine.filter(group=notification.group))
    return redirect(notification if notification.target else "notifications:list")


def preferences(request):
    """Which news comes by which way, when it is quiet, and what the reader follows and mutes."""
    form = PreferencesForm(request.POST if request.method == "POST" else None, person=request.user)
    if form.is_valid():
        choose_by_channel(person=request.user, choices=form.choices())
        messages.success(request, _("Your choice is saved."))
        return redirect("notifications:preferences")
    consents = Consent.objects.visible_to(request.user).newest()[:MOST_LINES]
    interests = Interest.objects.visible_to(request.user).with_targets()[:MOST_LINES]
    return render_form(request, "notifications/preferences.html", form, {"consents": consents, "interests": interests})


def quiet(request):
    """When mail of news and devices are quiet."""
    hours = QuietHours.objects.editable_by(request.user).first()
    form = QuietHoursForm(request.POST if request.method == "POST" else None, instance=hours)
    if form.is_valid():
        keep_quiet(person=request.user, **form.cleaned_data)
        messages.success(request, _("Your quiet hours are saved."))
        return redirect("notifications:preferences")
    return render_form(request, "notifications/quiet.html", form)


@require_POST
def interest(request, model, pk):
    """Follow something, mute it, or neither: `model` names its kind of row, as "call"."""
    target = subjects.find(model, pk, request.user)
    if not target:
        raise Http404
    change = request.POST.get("change")
    if change in {"follow", "mute"}:
        take_interest(person=request.user, target=target, is_muted=change == "mute")
    else:
        lose_interest(person=request.user, target=target)
    return redirect(LISTS.get(request.POST.get("back"), target))
