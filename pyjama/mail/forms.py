from django import forms
from django.utils.translation import gettext_lazy as _

from pyjama.core.forms import Form, LineField, ProseField


class DemoMailForm(Form):
    """Whose mail to show."""

    to = LineField(label=_("Only mail to this address"), max_length=254, required=False)


class DemoAnswerForm(Form):
    """What somebody would type above the quoted text."""

    words = ProseField(
        label=_("Your answer"),
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 4}),
        required=False,
    )
