from django.conf import settings
from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from pyjama.contributions.actions import stop_replies as stop


def stop_replies(request):
    """Say how replies by mail work, and let those who lost a mailbox stop the addresses of all mail sent before."""
    if not settings.INBOUND_DOMAIN:
        raise Http404
    if request.method == "POST":
        stop(person=request.user)
        messages.success(request, _("Mail we sent you before now can no longer be answered."))
        return redirect("contributions:stop_replies")
    return render(request, "contributions/stop_replies.html")
