import base64
import hashlib

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.totp.internal.auth import generate_totp_secret
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from pyjama.accounts import letters
from pyjama.accounts.actions import end_sessions, note_consent, note_policies
from pyjama.accounts.middleware import SEEN_ON
from pyjama.accounts.models import Consent
from pyjama.accounts.proof import is_proved
from pyjama.accounts.templatetags.accounts import device
from pyjama.accounts.wordings import ANSWERS, SIGN_UP
from pyjama.core import clock
from pyjama.core.site import site_name


class AccountAdapter(DefaultAccountAdapter):
    """What the accounts library asks of this site."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": _("This address and this password do not go together. You can also sign in with a code."),
        "email_taken": _("This address already has an account. Sign in with a code instead."),
        "enter_current_password": _("This is not your present password. Try again."),
        "incorrect_code": _("This is not the code we sent. Look at our latest mail, and type its six digits."),
        "passkey_refused": _("This passkey did not work here. Try again, or take another way in."),
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
        """The new account speaks the language of the page on which it was asked for, and its words are kept as agreed to."""
        user.display_name = form.cleaned_data["display_name"]
        user.language = get_language()
        user = super().save_user(request, user, form, commit)
        note_consent(person=user, choices={ANSWERS: True}, version=SIGN_UP, way=Consent.Way.SIGN_UP)
        note_policies(person=user)
        return user

    def set_password(self, user, password):
        """Who was signed in elsewhere, perhaps with a stolen password, is so no longer."""
        super().set_password(user, password)
        end_sessions(person=user, except_key=self.request.session.session_key)

    def get_password_change_redirect_url(self, request):
        return reverse("account_settings")

    def login(self, request, user):
        """From now on the days on which this session is used are noted (middleware.py)."""
        super().login(request, user)
        request.session[SEEN_ON] = clock.today().isoformat()

    def get_login_stages(self):
        """After the library's stages, our second step in the place of its own."""
        stages = [stage for stage in super().get_login_stages() if not stage.startswith("allauth.mfa")]
        return [*stages, "pyjama.accounts.second_step.SecondStep"]

    def is_reauthentication_required(self, *, app, **options):
        """The library asks the same as we do (proof.py)."""
        return not is_proved(self.request)

    def get_reauthentication_methods(self, user):
        """One page offers every way to show that it is she."""
        return [{"id": "reauthenticate", "description": "", "url": reverse("account_reauthenticate")}]

    def send_mail(self, template_prefix, email, context):
        """In the language of the page: who waits for this message is looking at it."""
        letters.send(template_prefix, email, context)

    def send_account_already_exists_mail(self, email):
        self.send_mail("account/email/account_already_exists", email, {})


class MFAAdapter(DefaultMFAAdapter):
    """What the library asks of this site for passkeys and the second step."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": _("This is not the right code, or it was used already. Type the one that you see now."),
        "unverified_email": _("Confirm your e-mail address first."),
    }

    def get_totp_issuer(self):
        return site_name()

    def encrypt(self, text):
        """Secrets lie in the database, and in its backups, as only this site can read them."""
        return self.lock().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text):
        """Where the site's key was lost, a secret that nobody has: no code fits, and an operator turns the step off."""
        try:
            return self.lock().decrypt(encrypted_text.encode()).decode()
        except InvalidToken:
            return generate_totp_secret()

    def lock(self):
        keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
        digests = [hashlib.sha256(f"pyjama.accounts.second-step {key}".encode()).digest() for key in keys]
        return MultiFernet([Fernet(base64.urlsafe_b64encode(digest)) for digest in digests])

    def generate_authenticator_name(self, user, type):
        """Which device it is, as well as one can tell."""
        return device(self.request.headers.get("User-Agent", ""))

    def get_public_key_credential_rp_entity(self):
        return super().get_public_key_credential_rp_entity() | {"name": site_name()}

    def get_public_key_credential_user_entity(self, user):
        """What the person's own device writes beside her passkey."""
        return super().get_public_key_credential_user_entity(user) | {"display_name": user.display_name}
