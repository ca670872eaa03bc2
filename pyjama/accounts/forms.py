"""The library's forms in our words. Every text field has an end, and says what it waits for."""

from allauth.account import forms as library
from allauth.account.authentication import get_authentication_records
from allauth.core import context
from django import forms
from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from pyjama.core import clock
from pyjama.core.forms import Form, LineField

# Signed in with a code so recently, a person may change a password she has forgotten.
CODE_IS_FRESH = 15 * 60


class EmailField(forms.EmailField):
    """An address, in lower case, no longer than the mail standard allows (RFC 5321: 254 characters)."""

    def __init__(self, **options):
        widget = forms.EmailInput({"autocomplete": "email", "spellcheck": "false"})
        messages = {
            "required": _("Give us an address we can write to."),
            "invalid": _("This does not look like an e-mail address. Check it for a missing letter or sign."),
        }
        super().__init__(max_length=254, label=_("E-mail address"), widget=widget, error_messages=messages, **options)

    def clean(self, value):
        return super().clean(value).lower()


class PasswordField(forms.CharField):
    """A password, shown to nobody and never trimmed."""

    def __init__(self, *, label, autocomplete="current-password", **options):
        widget = forms.PasswordInput({"autocomplete": autocomplete})
        messages = {"required": _("Type a password.")}
        super().__init__(max_length=1_000, label=label, widget=widget, strip=False, error_messages=messages, **options)


class NewPasswordField(PasswordField):
    def __init__(self):
        help_text = _("Ten characters or more. A short sentence that only you would think of is best.")
        super().__init__(label=_("New password"), autocomplete="new-password", help_text=help_text)


class CodeField(forms.CharField):
    """The six digits of a mail, with or without spaces."""

    def __init__(self):
        attributes = {"autocomplete": "one-time-code", "inputmode": "numeric", "autofocus": True}
        messages = {"required": _("Type the six digits of our message.")}
        super().__init__(
            max_length=20, label=_("Six-digit code"), widget=forms.TextInput(attributes), error_messages=messages
        )


class NameField(LineField):
    def __init__(self):
        help_text = _("Your name or a pseudonym: it stands beside what you write, for everybody to see.")
        widget = forms.TextInput({"autocomplete": "nickname"})
        messages = {"required": _("Give a name or a pseudonym that one can read.")}
        super().__init__(
            max_length=60, label=_("Name people see"), help_text=help_text, widget=widget, error_messages=messages
        )


class SignUpForm(library.SignupForm):
    """Who you are. Asked first: your age, of which nothing is kept (Law 25, s. 4.1)."""

    is_old_enough = forms.ChoiceField(
        label=_("Are you 14 or older?"),
        choices=[("yes", _("Yes")), ("no", _("No"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Answer yes or no. We ask it once, and write it down nowhere.")},
    )
    display_name = NameField()
    field_order = ["is_old_enough", "display_name", "email"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["email"] = EmailField(help_text=_("We send a code there. It is never shown to anybody."))

    def try_save(self, request):
        """Whoever signs up twice at the same moment has one account, and is told so by mail."""
        try:
            with transaction.atomic():
                return super().try_save(request)
        except IntegrityError:
            self.account_already_exists = True
            return super().try_save(request)


class SignInForm(library.LoginForm):
    """The main door: an address, to which a code is sent."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["login"] = EmailField(help_text=_("We send a six-digit code there. No password needed."))


class PasswordSignInForm(library.LoginForm):
    """The second door, for those who set a password."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields = {"login": EmailField(), "password": PasswordField(label=_("Password"))}

    def _setup_password_field(self):
        """The library leaves the password out where sign-up does not ask for one."""


class SignInCodeForm(library.ConfirmLoginCodeForm):
    code = CodeField()


class SignUpCodeForm(library.ConfirmEmailVerificationCodeForm):
    code = CodeField()


class ReauthenticateForm(library.ReauthenticateForm):
    password = PasswordField(label=_("Password"))


class NewPassword:
    """A form that sets a password, typed once: a code by mail opens the door to whoever mistyped it."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        del self.fields["password2"]

    def clean_password1(self):
        return library.get_adapter().clean_password(self.cleaned_data["password1"], user=self.user)


class SetPasswordForm(NewPassword, library.SetPasswordForm):
    password1 = NewPasswordField()


class ChangePasswordForm(NewPassword, library.ChangePasswordForm):
    oldpassword = PasswordField(label=_("Present password"))
    password1 = NewPasswordField()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.has_fresh_code():
            del self.fields["oldpassword"]

    def has_fresh_code(self):
        """Say whether this session began with a mailed code a moment ago: then a forgotten password may be replaced."""
        since = clock.now().timestamp() - CODE_IS_FRESH
        records = get_authentication_records(context.request, self.user)
        return any(record["method"] == "code" and record["at"] > since for record in records)


class SettingsForm(Form):
    display_name = NameField()
    language = forms.ChoiceField(label=_("Language of the pages and of our mail"), choices=settings.LANGUAGES)
