"""How an account is kept: everything on one page, and the library's pages behind it."""

from allauth.account import views as library
from allauth.account.adapter import get_adapter
from allauth.core.internal import ratelimit
from allauth.mfa.base.views import AuthenticateView
from allauth.mfa.webauthn import views as webauthn
from allauth.mfa.webauthn.internal import auth, flows
from django.contrib import messages
from django.http import JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse_lazy
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from pyjama.accounts.forms import (
    PasskeyForm,
    PasskeyNameForm,
    PasskeySecondStepForm,
    PasskeySignInForm,
    SecondStepForm,
)
from pyjama.accounts.proof import proof_required
from pyjama.mail import bounces
from pyjama.mail.restraint import suspension_of


@never_cache
def security(request):
    """What opens this account, and what is open."""
    person = request.user
    codes = person.recovery_codes()
    context = {
        "passkeys": [{"row": row, "name": str(row)} for row in person.passkeys()],
        "has_second_step": person.has_second_step,
        "codes_left": len(codes.wrap().get_unused_codes()) if codes else 0,
        "takes_no_mail": suspension_of(person.email),
        "change": person.email_change(),
        "session_count": person.open_sessions().count(),
    }
    return render(request, "account/security.html", context)


@require_POST
def try_address_again(request):
    """Write to her address again, a few times a day at most: if it is still gone, the next mail tells. A complaint stays."""
    if refusal := ratelimit.consume_or_429(request, app="allauth.account", action="try_address", user=request.user):
        return refusal
    suspension = suspension_of(request.user.email)
    if suspension and not suspension.is_complaint:
        bounces.lift(request.user.email)
        messages.success(request, _("We write to your address again. If the mail comes back, this page will say so."))
    return redirect("account_security")


@method_decorator(proof_required, name="dispatch")
class SetPasswordView(library.PasswordSetView):
    """A password, beside the codes."""


@method_decorator(proof_required, name="dispatch")
class ChangePasswordView(library.PasswordChangeView):
    """Another password."""


@method_decorator(proof_required, name="dispatch")
class AddPasskeyView(webauthn.AddWebAuthnView):
    """One more passkey, which opens the door by itself."""

    template_name = "mfa/passkey_add.html"
    success_url = reverse_lazy("account_security")

    def get_form_class(self):
        return PasskeyForm

    def get_context_data(self, **options):
        """The library's page would ask for a key that is a second step only."""
        context = super(webauthn.AddWebAuthnView, self).get_context_data(**options)
        return context | {"options": auth.begin_registration(self.request.user, passwordless=True)}

    def form_valid(self, form):
        """Keep it and say so by mail. There are no recovery codes with it: without a passkey, her mail opens the door."""
        name, credential = form.cleaned_data["name"], form.cleaned_data["credential"]
        flows.signup_authenticator(self.request, self.request.user, name, credential)
        get_adapter().send_notification_mail("mfa/email/webauthn_added", self.request.user)
        return redirect(self.success_url)


@method_decorator(proof_required, name="dispatch")
class RenamePasskeyView(webauthn.EditWebAuthnView):
    template_name = "mfa/passkey_rename.html"
    success_url = reverse_lazy("account_security")

    def get_form_class(self):
        return PasskeyNameForm


@proof_required
def remove_passkey(request, pk):
    """The site forgets its half of a passkey."""
    passkey = get_object_or_404(request.user.passkeys(), pk=pk)
    if request.method == "POST":
        flows.remove_authenticator(request, passkey)
        return redirect("account_security")
    return render(request, "mfa/passkey_remove.html", {"authenticator": passkey})


class PasskeySignInView(webauthn.LoginWebAuthnView):
    """The door for those who have a passkey: a script asks for the riddle here, and sends the answer."""

    def get(self, request, *args, **kwargs):
        if not ratelimit.consume(request, app="allauth.account", action="passkey_question", limit_get=True):
            return ratelimit.respond_429(request)
        return JsonResponse(auth.begin_authentication())

    def get_form_class(self):
        return PasskeySignInForm


class SecondStepView(AuthenticateView):
    """After the first code: one of her app, a recovery code, or a passkey."""

    template_name = "mfa/authenticate.html"

    def get_form_class(self):
        return SecondStepForm

    def get_webauthn_form_class(self):
        return PasskeySecondStepForm

    def get_context_data(self, **options):
        has_passkey = self.stage.login.user.passkeys().exists()
        return super().get_context_data(**options) | {"has_passkey": has_passkey}
