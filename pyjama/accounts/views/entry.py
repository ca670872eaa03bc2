from contextlib import nullcontext

from allauth.account import views as library
from allauth.account.internal.flows.login import record_authentication
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from pyjama.accounts.actions import edit_account
from pyjama.accounts.forms import PasswordSignInForm, SettingsForm
from pyjama.accounts.views.codes import one_at_a_time
from pyjama.core.shortcuts import render_form


class SignUpView(library.SignupView):
    """An account, for anybody of 14 or more; of a younger person nothing is read, let alone kept."""

    def post(self, request, *args, **kwargs):
        if request.POST.get("is_old_enough") == "no":
            return render(request, "account/too_young.html")
        return super().post(request, *args, **kwargs)


class PasswordSignInView(library.LoginView):
    """The second door, for those who set a password."""

    template_name = "account/login_with_password.html"

    def get_form_class(self):
        return PasswordSignInForm


@method_decorator([login_not_required, never_cache], name="dispatch")
class CodePage:
    """What the pages of a code have in common: they hear one guess at a time, and say what became of it."""

    def dispatch(self, request, *args, **kwargs):
        with one_at_a_time(request) if request.method == "POST" else nullcontext():
            response = super().dispatch(request, *args, **kwargs)
        if request.user.is_anonymous and not getattr(self, "_process", None):
            messages.warning(request, _("That code is too old, or another browser asked for it. Ask for a new one here."))
        return response

    def form_valid(self, form):
        response = super().form_valid(form)
        if self._action == "resend":
            messages.success(self.request, _("Another code is on its way. The one before no longer works."))
        return response


class SignInCodeView(CodePage, library.ConfirmLoginCodeView):
    """The code mailed to somebody who signs in."""


class SignUpCodeView(CodePage, library.ConfirmEmailVerificationCodeView):
    """The code mailed to somebody who signs up: it shows that it is she, as it would on signing in (proof.py)."""

    def form_valid(self, form):
        response = super().form_valid(form)
        if self._action == "verify":
            record_authentication(self.request, self.request.user, method="code")
        return response


class SignOutView(library.LogoutView):
    """Out: the session goes with everything in it, a code that somebody still waits for included."""

    def logout(self):
        super().logout()
        self.request.session.flush()


def settings(request):
    """A person's account: what she is called, which language she reads, and the way to the rest."""
    person = request.user
    initial = {"display_name": person.display_name, "language": person.language}
    form = SettingsForm(request.POST or None, initial=initial)
    if form.is_valid():
        edit_account(person=person, **form.cleaned_data)
        with translation.override(person.language):
            messages.success(request, _("Your settings are saved."))
            return redirect("account_settings")
    return render_form(request, "account/settings.html", form)
