from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from pyjama.accounts.actions import end_sessions
from pyjama.core.site import absolute_url, site_name


class AccountAdapter(DefaultAccountAdapter):
    """What the accounts library asks of this site."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": _("This address and this password do not go together. You can also sign in with a code."),
        "email_taken": _("This address already has an account. Sign in with a code instead."),
        "enter_current_password": _("This is not your present password. Try again."),
        "incorrect_code": _("This is not the code we sent. Look at our latest mail, and type its six digits."),
        "incorrect_password": _("This is not your password. Try again."),
        "too_many_login_attempts": _("That was too many tries. Have a cup of tea, and try again a little later."),
        "rate_limited": _("That was too many tries. Have a cup of tea, and try again a little later."),
    }

    def is_ajax(self, request):
        """These pages are for people: whatever the browser says it accepts, it gets the page."""
        return False

    def is_safe_url(self, url):
        """Say whether `next` may be followed: only within this site, and only if it reads as an address at all."""
        hosts = {self.request.get_host(), *filter(None, settings.DOMAINS.values())}
        return url_has_allowed_host_and_scheme(url, hosts, require_https=self.request.is_secure())

    def save_user(self, request, user, form, commit=True):
        """The new account speaks the language of the page on which it was asked for."""
        user.display_name = form.cleaned_data["display_name"]
        user.language = get_language()
        return super().save_user(request, user, form, commit)

    def set_password(self, user, password):
        """Who was signed in elsewhere, perhaps with a stolen password, is so no longer."""
        super().set_password(user, password)
        end_sessions(person=user, except_key=self.request.session.session_key)

    def get_password_change_redirect_url(self, request):
        return reverse("account_settings")

    def send_mail(self, template_prefix, email, context):
        """In the language of the page: who waits for this message is looking at it."""
        words = {
            "site_name": site_name(),
            "sign_in_url": absolute_url(reverse("account_login")),
            "sign_up_url": absolute_url(reverse("account_signup")),
        }
        super().send_mail(template_prefix, email, words | context)

    def send_account_already_exists_mail(self, email):
        self.send_mail("account/email/account_already_exists", email, {})
