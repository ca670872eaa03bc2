from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from pyjama.accounts.templatetags.accounts import device as name_of_browser
from pyjama.core.refusals import Refused
from pyjama.core.shortcuts import render_form
from pyjama.notifications.push.actions import edit_device, keep_device, remove_device, try_device
from pyjama.notifications.push.forms import DeviceForm, SubscriptionForm
from pyjama.notifications.push.middleware import RINGS
from pyjama.notifications.push.models import Device


def back_to_devices():
    return redirect(reverse("notifications:preferences") + "#devices")


@require_POST
def keep(request):
    """Have the browser that asks ring from now on; its service worker also comes here, with a subscription that is new."""
    form = SubscriptionForm(request.POST)
    if not form.is_valid():
        raise Refused(form.refusal())
    name, key = name_of_browser(request.headers.get("User-Agent", "")), request.session.session_key
    keep_device(person=request.user, session_key=key, name=name, **form.cleaned_data)
    request.session[RINGS] = key
    messages.success(request, _("This device rings from now on."))
    return back_to_devices()


def edit(request, pk):
    """What a device is called, and what it shows."""
    device = get_object_or_404(Device.objects.editable_by(request.user), pk=pk)
    now = {"name": device.name, "shows_words": device.shows_words}
    form = DeviceForm(request.POST if request.method == "POST" else None, initial=now)
    if form.is_valid():
        edit_device(device=device, **form.cleaned_data)
        messages.success(request, _("Your choice is saved."))
        return back_to_devices()
    return render_form(request, "push/edit.html", form, {"device": device})


@require_POST
def remove(request, pk):
    """A device rings no more."""
    device = get_object_or_404(Device.objects.editable_by(request.user), pk=pk)
    remove_device(device=device)
    messages.success(request, _("“%(name)s” rings no more.") % {"name": device.name})
    return back_to_devices()


@require_POST
def ring_once(request, pk):
    """Ring a device, to hear how it is."""
    device = get_object_or_404(Device.objects.editable_by(request.user), pk=pk)
    try_device(device=device)
    messages.success(request, _("“%(name)s” rings in a moment.") % {"name": device.name})
    return back_to_devices()
