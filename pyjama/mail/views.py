from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.csp import CSP
from django.views.decorators.cache import never_cache
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.csp import csp_override

from pyjama.mail.forms import DemoMailForm
from pyjama.mail.models import Mail

PER_PAGE = 25
SHOWS_A_FRAME = settings.SECURE_CSP | {"frame-src": [CSP.SELF]}
IS_A_MESSAGE = {"default-src": [CSP.NONE], "style-src": [CSP.UNSAFE_INLINE], "frame-ancestors": [CSP.SELF]}


@login_not_required
@never_cache
def demo_mail(request):
    """The mail of the demonstration, newest first, perhaps to one address only."""
    form = DemoMailForm(request.GET)
    address = form.cleaned_data["to"] if form.is_valid() else ""
    page = Paginator(Mail.objects.newest_to(address), PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "mail/demo_list.html", {"page": page, "form": form, "address": address})


@login_not_required
@never_cache
@csp_override(SHOWS_A_FRAME)
def demo_message(request, pk):
    """One message: its text, and its HTML in a frame of its own."""
    return render(request, "mail/demo_message.html", {"mail": get_object_or_404(Mail, pk=pk)})


@login_not_required
@never_cache
@xframe_options_sameorigin
@csp_override(IS_A_MESSAGE)
def demo_html(request, pk):
    """The HTML of one message as a page, with the inline styles that mail needs; its links leave the frame."""
    mail = get_object_or_404(Mail.objects.with_html(), pk=pk)
    return HttpResponse(mail.html.replace("<head>", '<head><base target="_top">', 1))
