"""The second step of a sign-in: turning it on and off, and the codes for the day one's phone is gone."""

from allauth.account.adapter import get_adapter
from allauth.mfa.recovery_codes.internal.flows import generate_recovery_codes
from allauth.mfa.totp import views as totp
from allauth.mfa.totp.internal.flows import activate_totp
from django.contrib import messages
from django.db import IntegrityError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from pyjama.accounts.actions import turn_off_second_step
from pyjama.accounts.forms import TurnOnForm
from pyjama.accounts.proof import FRESH, proof_required
from pyjama.core import clock

# Since when (seconds) the codes may be seen: until she says that she has kept them.
ON_VIEW_SINCE = "recovery_codes_on_view_since"


@method_decorator(proof_required, name="dispatch")
class TurnOnView(totp.ActivateTOTPView):
    """Show the secret to her app, and have its first code."""

    template_name = "mfa/turn_on.html"

    def get_form_class(self):
        return TurnOnForm

    def form_valid(self, form):
        try:
            activate_totp(self.request, form)
        except IntegrityError:  # Another window of hers was quicker.
            return redirect("account_security")
        show_codes(self.request)
        return redirect("recovery_codes")


@proof_required
def turn_off(request):
    """No second step any more."""
    if request.method == "POST" and request.user.has_second_step:
        turn_off_second_step(person=request.user)
        get_adapter().send_notification_mail("mfa/email/totp_deactivated", request.user)
        messages.success(request, _("Your second step is off."))
    if not request.user.has_second_step:
        return redirect("account_security")
    return render(request, "mfa/turn_off.html")


@proof_required
def recovery_codes(request):
    """See them once, after they were drawn; later, how many are left. Sent, it draws new ones."""
    if not request.user.has_second_step:
        return redirect("account_security")
    if request.method == "POST":
        generate_recovery_codes(request)
        show_codes(request)
        return redirect("recovery_codes")
    left = unused_codes(request)
    context = {"codes": left if are_on_view(request) else [], "left": len(left)}
    return render(request, "mfa/recovery_codes.html", context)


@proof_required
def download_recovery_codes(request):
    """The same as a text file, while they may be seen."""
    if not are_on_view(request):
        return redirect("recovery_codes")
    response = HttpResponse(
        "".join(f"{code}\r\n" for code in unused_codes(request)), content_type="text/plain; charset=utf-8"
    )
    # Translators: the name of a file.
    name = _("recovery-codes.txt")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@require_POST
def keep_recovery_codes(request):
    """She has them: nobody sees them here again."""
    request.session.pop(ON_VIEW_SINCE, None)
    messages.success(request, _("Good. Your codes are not shown here again."))
    return redirect("account_security")


def show_codes(request):
    request.session[ON_VIEW_SINCE] = clock.now().timestamp()


def are_on_view(request):
    return request.session.get(ON_VIEW_SINCE, 0) > (clock.now() - FRESH).timestamp()


def unused_codes(request):
    """Her recovery codes that were not used yet (list of str)."""
    codes = request.user.recovery_codes()
    return codes.wrap().get_unused_codes() if codes else []
