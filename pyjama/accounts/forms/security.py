"""What an account's safety is made of: passkeys, the second step, codes, another address."""

import struct
from contextlib import contextmanager

from allauth.account.adapter import get_adapter
from allauth.account.forms import BaseConfirmCodeForm
from allauth.mfa.base import forms as second_step
from allauth.mfa.totp import forms as totp
from allauth.mfa.totp.internal.auth import get_totp_secret
from allauth.mfa.webauthn import forms as webauthn
from cryptography.exceptions import InvalidSignature
from django import forms
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from pyjama.accounts.forms.fields import CodeField, EmailField
from pyjama.accounts.second_step import refuse_used_code
from pyjama.core.forms import Form, LineField, Refusable

# What reading a credential raises that was made up: the library lets some of it pass.
UNREADABLE = (ArithmeticError, AttributeError, InvalidSignature, LookupError, TypeError, ValueError, struct.error)

LONGEST_CREDENTIAL = 20_000


@contextmanager
def unreadable_is_refused():
    """A credential that is none, or is somebody else's, is an error of the form, never one of ours."""
    try:
        yield
    except forms.ValidationError as error:
        raise get_adapter().validation_error("passkey_refused") if error.code == "incorrect_code" else error from error
    except UNREADABLE as error:
        raise get_adapter().validation_error("passkey_refused") from error


class CredentialField(forms.JSONField):
    """What the browser says of a passkey; a script fills it in."""

    widget = forms.HiddenInput

    def __init__(self):
        refusal = _("No passkey came with this. Your browser may not know passkeys, or its scripts are off.")
        super().__init__(error_messages={"required": refusal, "invalid": refusal})

    def to_python(self, value):
        """A dict; whatever else somebody sends is none, however deep or long it is."""
        refusal = forms.ValidationError(self.error_messages["invalid"], code="invalid")
        if isinstance(value, str) and len(value) > LONGEST_CREDENTIAL:
            raise refusal
        try:
            credential = super().to_python(value)
        except RecursionError as error:
            raise refusal from error
        if credential and not isinstance(credential, dict):
            raise refusal
        return credential

    def bound_data(self, data, initial):
        """What was sent is good for one question, so a form that comes back does not hold it."""
        return initial


class PasskeyNameField(LineField):
    def __init__(self, **options):
        help_text = _("So that you know later which one it is: the device, or the place where it is kept.")
        super().__init__(max_length=60, label=_("Name of the passkey"), help_text=help_text, **options)


class PasskeyForm(webauthn.AddWebAuthnForm):
    """Another passkey: always one that opens the door by itself, after a finger, a face or the device's own code."""

    name = PasskeyNameField(required=False)
    credential = CredentialField()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields.pop("passwordless", None)

    def clean(self):
        self.cleaned_data["passwordless"] = True
        with unreadable_is_refused():
            return super().clean()


class PasskeyNameForm(webauthn.EditWebAuthnForm):
    name = PasskeyNameField(error_messages={"required": _("Give it a name that one can read.")})


class ReadPasskey:
    """A form in which a passkey is used."""

    def clean_credential(self):
        with unreadable_is_refused(), transaction.atomic():
            return super().clean_credential()


class PasskeySignInForm(ReadPasskey, webauthn.LoginWebAuthnForm):
    credential = CredentialField()


class PasskeySecondStepForm(ReadPasskey, webauthn.AuthenticateWebAuthnForm):
    credential = CredentialField()


class ProvePasskeyForm(ReadPasskey, webauthn.ReauthenticateWebAuthnForm):
    credential = CredentialField()


class AppCodeField(CodeField):
    """Six digits of the app, or the eight of a recovery code."""

    def __init__(self, **options):
        super().__init__(**options)
        self.label = _("Code of your app, or a recovery code")
        self.error_messages["required"] = _("Type the six digits that your app shows, or one of your recovery codes.")


class OneUse:
    """A code of the app or a recovery code: of many sent at once, one is heard, and none twice."""

    def clean_code(self):
        with transaction.atomic():
            self.user.hold_authenticators()
            code = super().clean_code()
            refuse_used_code(self.authenticator, code)
            return code


class SecondStepForm(OneUse, second_step.AuthenticateForm):
    code = AppCodeField()


class ProveSecondStepForm(OneUse, second_step.ReauthenticateForm):
    code = AppCodeField()


class TurnOnForm(totp.ActivateTOTPForm):
    """The second step begins once the app has shown its first code."""

    code = CodeField()

    def __init__(self, *args, user, **kwargs):
        """The library would draw another secret for each window: a session has one."""
        super(totp.ActivateTOTPForm, self).__init__(*args, **kwargs)
        self.user, self.secret = user, get_totp_secret()
        self.fields["code"].error_messages["required"] = _("Type the six digits that your app shows.")

    @property
    def spaced_secret(self):
        """The secret in groups of four, for those who type it."""
        return " ".join(self.secret[start : start + 4] for start in range(0, len(self.secret), 4))


class MailedCodeForm(Refusable, BaseConfirmCodeForm):
    code = CodeField()


class AddressForm(Form):
    """The address to write to from now on."""

    email = EmailField(help_text=_("We send a six-digit code there."))

    def __init__(self, *args, person, **kwargs):
        super().__init__(*args, **kwargs)
        self.person = person
        self.fields["email"].label = _("New e-mail address")

    def clean_email(self):
        email = self.cleaned_data["email"]
        if email == self.person.email:
            raise forms.ValidationError(_("This is your address already."))
        return email
