"""Another address: a code confirms the new one, and the former one may take it back (docs/decisions/0023)."""

from http import HTTPStatus

from allauth.account.adapter import get_adapter
from allauth.core import ratelimit
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from pyjama.accounts import letters
from pyjama.accounts.actions import call_off_email_change, change_email, take_back_email_change
from pyjama.accounts.codes import MailedCode
from pyjama.accounts.forms import AddressForm
from pyjama.accounts.models import EmailChange
from pyjama.accounts.proof import is_proved
from pyjama.accounts.views.codes import code_form, one_at_a_time
from pyjama.core.shortcuts import render_form


@never_cache
def ask_for_change(request):
    """Ask for another address. It is told by mail, and by mail only, whether it has an account already."""
    form = AddressForm(request.POST or None, person=request.user)
    if form.is_valid() and is_within_limits(request, form):
        send_code(request, form.cleaned_data["email"])
        return redirect("confirm_email_change")
    context = {"is_proved": is_proved(request), "change": request.user.email_change()}
    return render_form(request, "account/email_change.html", form, context)


def is_within_limits(request, form):
    """Say whether the person and the address may be written to once more; if not, the form says so."""
    address = form.cleaned_data["email"]
    if ratelimit.consume(request, action="change_email", user=request.user, key=address):
        return True
    form.add_error(None, get_adapter().validation_error("rate_limited"))
    return False


def send_code(request, address):
    facts = {"address": address, "is_proved": is_proved(request)}
    code = MailedCode(request.session, "email_change").start(**facts)
    template = "account/email/address_code" if EmailChange.is_possible_to(address) else "account/email/address_taken"
    letters.send(template, address, {"code": code})


@never_cache
def confirm_change(request):
    """Type the code that the new address received: the change then happens, or begins to wait."""
    with one_at_a_time(request):
        mailed = MailedCode(request.session, "email_change")
        form = code_form(request, mailed)
        if not form:
            return redirect("account_change_email")
        facts = mailed.facts
        if form.is_valid():
            with form.refusals():
                change = change_email(person=request.user, **facts)
                mailed.end()
                return say_so(request, change)
        return render_form(request, "account/email_change_code.html", form, {"email": facts["address"]})


def say_so(request, change):
    if change.done_at:
        messages.success(request, _("Done. From now on we write to your new address."))
    else:
        messages.success(request, _("Your new address is confirmed. The change waits for seven days."))
    return redirect("account_security")


@require_POST
def call_off_change(request):
    """Keep the address as it is."""
    call_off_email_change(person=request.user)
    messages.success(request, _("Your address stays as it is."))
    return redirect("account_security")


@login_not_required
@never_cache
def take_back_change(request, token):
    """What the former address may do, without signing in: one button, which brings it back and ends every session."""
    change = EmailChange.of_token(token)
    if not change or not change.is_open:
        status = HTTPStatus.GONE if change else HTTPStatus.NOT_FOUND
        return render(request, "account/email_change_over.html", {"change": change}, status=status)
    if request.method == "POST":
        take_back_email_change(change=change)
        if request.user.pk == change.person_id:
            logout(request)
        messages.success(
            request, _("It is taken back, and every session is over. Sign in with a code to look at your account.")
        )
        return redirect("account_login")
    return render(request, "account/email_change_take_back.html", {"change": change})
