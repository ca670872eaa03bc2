from django import forms
from django.utils.translation import gettext_lazy as _

from pyjama.core.forms import Form


class EnterForm(Form):
    email = forms.EmailField(
        label=_("E-mail address"),
        help_text=_("We send a link to it, if it is a sponsor’s."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
