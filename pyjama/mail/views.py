from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.csp import CSP
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.csp import csp_override
from django.views.decorators.http import require_POST

from pyjama.core.shortcuts import render_form
from pyjama.mail.forms import DemoAnswerForm, DemoMailForm
from pyjama.mail.inbound.demo import answer, is_answerable
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
    """One message: its text, its HTML in a frame of its own, and where it can be answered a form that does."""
    return message_page(request, get_object_or_404(Mail, pk=pk), DemoAnswerForm())


def message_page(request, mail, form):
    return render_form(request, "mail/demo_message.html", form, {"mail": mail, "is_answerable": is_answerable(mail)})


@login_not_required
@require_POST
@csp_override(SHOWS_A_FRAME)
def demo_answer(request, pk):
    """Answer one message as its recipient, by mail."""
    mail = get_object_or_404(Mail, pk=pk)
    form = DemoAnswerForm(request.POST)
    if not is_answerable(mail):
        raise Http404
    if form.is_valid():
        answer(mail, form.cleaned_data["words"])
        messages.success(request, _("Your answer came in, and is read within a second: look at the mail, or at the thread."))
        return redirect("demo_mail")
    return message_page(request, mail, form)


@login_not_required
@never_cache
@xframe_options_sameorigin
@csp_override(IS_A_MESSAGE)
def demo_html(request, pk):
    """The HTML of one message as a page, with the inline styles that mail needs; its links leave the frame."""
    mail = get_object_or_404(Mail.objects.with_html(), pk=pk)
    return HttpResponse(mail.html.replace("<head>", '<head><base target="_top">', 1))
