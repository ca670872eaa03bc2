from django import forms
from django.utils.translation import gettext_lazy as _

from pyjama.clarity.models import LONGEST_SENTENCE, Reading
from pyjama.core.forms import Form, LineField


class ReadingForm(Form):
    """How clear a draft is, in one of three steps, and what is not."""

    clarity = forms.ChoiceField(label=_("How clear is it?"), choices=Reading.Clarity.choices, widget=forms.RadioSelect)
    sentence = LineField(
        label=_("What did you not understand?"),
        max_length=LONGEST_SENTENCE,
        required=False,
        help_text=_("One sentence, if you like. The organization reads it without your name."),
    )
