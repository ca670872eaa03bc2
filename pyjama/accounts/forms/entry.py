"""The library's forms of signing up and in, and of passwords, in our words."""

from allauth.account import forms as library
from django import forms
from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from pyjama.accounts.forms.fields import CodeField, EmailField, NameField, NewPasswordField, PasswordField
from pyjama.core.forms import Form


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
    """Another password, for somebody who has just shown that it is she (proof.py): the present one is not asked for."""

    password1 = NewPasswordField()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        del self.fields["oldpassword"]


class SettingsForm(Form):
    display_name = NameField()
    language = forms.ChoiceField(label=_("Language of the pages and of our mail"), choices=settings.LANGUAGES)
