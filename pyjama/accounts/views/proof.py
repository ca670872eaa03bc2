"""Is it you? Every way to show it, on one page."""

from allauth.account.internal.flows.login import record_authentication
from allauth.account.internal.flows.reauthentication import resume_request
from allauth.core import ratelimit
from allauth.mfa.webauthn.internal.auth import begin_authentication
from django.shortcuts import redirect, render
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache

from pyjama.accounts import letters
from pyjama.accounts.codes import MailedCode
from pyjama.accounts.forms import ProvePasskeyForm, ProveSecondStepForm, ReauthenticateForm
from pyjama.accounts.views.codes import code_form, one_at_a_time
from pyjama.core.shortcuts import render_form

# The ways, by the field that each one sends.
FORMS = {"credential": ProvePasskeyForm, "code": ProveSecondStepForm, "password": ReauthenticateForm}


def ways_of(person):
    """The forms (a dict of classes by field) in which she can show that it is she; a code by mail comes besides.

    With the second step on, only what is as strong as it (see proof.py).
    """
    has = {
        "credential": person.passkeys().exists(),
        "code": person.has_second_step,
        "password": person.has_usable_password() and not person.has_second_step,
    }
    return {field: FORMS[field] for field in FORMS if has[field]}


@never_cache
def prove(request):
    """Offer the ways; take the one that was chosen, and go on to where she was going."""
    if refusal := ratelimit.consume_or_429(request, action="reauthenticate", user=request.user):
        return refusal
    ways = ways_of(request.user)
    chosen = next((field for field in ways if field in request.POST), None)
    forms = {field: form(request.POST if field == chosen else None, user=request.user) for field, form in ways.items()}
    if chosen and forms[chosen].is_valid():
        return go_on(request, forms[chosen], chosen)
    options = begin_authentication(request.user) if "credential" in forms else None
    context = {"forms": forms, "options": options, "next": next_of(request), "has_mail": "code" not in forms}
    return render(request, "account/reauthenticate.html", context)


def go_on(request, form, way):
    """Write down that she showed it, and resume what she was about to do."""
    if way == "password":
        record_authentication(request, request.user, method="password", reauthenticated=True)
    else:
        form.save()
    return resume_request(request) or redirect("account_security")


def next_of(request):
    """Where she was going (str), to be sent along."""
    return request.POST.get("next") or request.GET.get("next") or ""


@never_cache
def prove_by_mail(request):
    """A code in her mail; asked for with an empty form, and typed here."""
    if request.user.has_second_step:
        return redirect("account_reauthenticate")
    with one_at_a_time(request):
        return send_code(request) if "send" in request.POST else read_code(request)


def send_code(request):
    if refusal := ratelimit.consume_or_429(request, action="mail_code", user=request.user):
        return refusal
    code = MailedCode(request.session, "proof_code").start()
    letters.send("account/email/proof_code", request.user.email, {"code": code})
    return redirect(f"{request.path}?{urlencode({'next': next_of(request)})}")


def read_code(request):
    mailed = MailedCode(request.session, "proof_code")
    form = code_form(request, mailed)
    if not form:
        return redirect("account_reauthenticate")
    if form.is_valid():
        mailed.end()
        record_authentication(request, request.user, method="code", email=request.user.email, reauthenticated=True)
        return resume_request(request) or redirect("account_security")
    return render_form(request, "account/prove_by_mail.html", form, {"next": next_of(request), "email": request.user.email})
