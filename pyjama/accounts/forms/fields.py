"""The fields of these forms: every text has an end, and says what it waits for."""

import re

from django import forms
from django.utils.translation import gettext_lazy as _

from pyjama.core.forms import LineField


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


# An address of mail or of a website, by mistake or to sell.
ADDRESS = re.compile(r"\S@\S+\.\w|://|\bwww\.", re.IGNORECASE)


class NameField(LineField):
    """A name to show, which is no address: everybody would read it."""

    def __init__(self):
        help_text = _("Your name or a pseudonym: it stands beside what you write, for everybody to see.")
        widget = forms.TextInput({"autocomplete": "nickname"})
        messages = {"required": _("Give a name or a pseudonym that one can read.")}
        super().__init__(
            max_length=60, label=_("Name people see"), help_text=help_text, widget=widget, error_messages=messages
        )

    def clean(self, value):
        name = super().clean(value)
        if ADDRESS.search(name):
            raise forms.ValidationError(_("This is an address, and everybody would see it: give a name or a pseudonym."))
        return name
