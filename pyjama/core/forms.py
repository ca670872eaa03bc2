"""Fields and forms that are kind to what people type."""

import re
import unicodedata
import uuid
from contextlib import contextmanager
from urllib.parse import urlsplit

from django import forms
from django.core.validators import URLValidator
from django.forms.renderers import TemplatesSetting
from django.utils.translation import gettext_lazy as _

from pyjama.core.refusals import Refused

# Characters that reorder the text around them: an honest name or title never needs them.
REORDERING = {*"\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c"}

# What leaves no ink: spaces, controls, zero-width characters, marks on nothing; and letters and signs that are empty.
INKLESS_CATEGORIES = {"Zs", "Zl", "Zp", "Cc", "Cf", "Mn"}
INKLESS = {*"\u115f\u1160\u2800\u3164\uffa0"}

# What browsers, and the line breaks of word processors, send as a new line.
NEW_LINES = re.compile(r"\r\n?|[\v\f]")
# Controls and code points that are no characters: one of them breaks a whole feed. (Django refuses the null character.)
NO_CHARACTERS = re.compile("[\x01-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")

WEBSITE_WRONG = _("Write the address of a website, such as www.example.org.")


def is_blank(text):
    """Say whether nothing in the text can be seen."""
    return all(character in INKLESS or unicodedata.category(character) in INKLESS_CATEGORIES for character in text)


class ProseField(forms.CharField):
    """A long text: NFC, line feeds only (browsers count it once, as we do), no controls, empty when nothing shows."""

    widget = forms.Textarea

    def to_python(self, value):
        text = NO_CHARACTERS.sub("", NEW_LINES.sub("\n", super().to_python(value)))
        text = unicodedata.normalize("NFC", text).strip()
        return self.empty_value if is_blank(text) else text


class LineField(ProseField):
    """A name or a title: one line, without the characters that reorder or hide what stands around it."""

    widget = forms.TextInput

    def to_python(self, value):
        text = "".join(character for character in super().to_python(value) if character not in REORDERING)
        return " ".join(text.split())


class WebsiteField(forms.URLField):
    """The address of a website: http or https, https where nothing is said, and nobody's name before the domain."""

    # A field of type "url" would make browsers insist on https://.
    widget = forms.TextInput(attrs={"inputmode": "url", "autocomplete": "url", "placeholder": "www.example.org"})
    default_validators = [URLValidator(schemes=["http", "https"], message=WEBSITE_WRONG)]

    def __init__(self, **options):
        super().__init__(assume_scheme="https", error_messages={"invalid": WEBSITE_WRONG}, **options)

    def clean(self, value):
        website = super().clean(value)
        if "@" in urlsplit(website).netloc:
            raise forms.ValidationError(WEBSITE_WRONG)
        return website


class RowsField(forms.ModelMultipleChoiceField):
    """Rows to choose from; a number too large for a database is no choice, as any other that has no row."""

    def clean(self, value):
        try:
            return super().clean(value)
        except OverflowError as cause:
            longest = max(value, key=len)
            raise forms.ValidationError(self.error_messages["invalid_choice"], params={"value": longest}) from cause


class Refusable:
    """A form that shows an action's refusal above its fields."""

    refusal = None

    @contextmanager
    def refusals(self):
        """Turn a refusal raised in the block into an error of the whole form."""
        try:
            yield
        except Refused as refusal:
            self.refusal = refusal
            self.add_error(None, str(refusal))

    def overtaken_by(self):
        """The row as somebody else saved it meanwhile, or None; the next save is then made knowing it."""
        current = getattr(self.refusal, "current", None)
        if current:
            self.data = self.data.copy()
            self.data["version"] = current.version
        return current


class Form(Refusable, forms.Form):
    """What every form of ours starts from."""


class ModelForm(Refusable, forms.ModelForm):
    """What every form of ours that edits a row starts from."""


class SubmissionKeyField(forms.UUIDField):
    """A hidden key drawn when the form is shown, so that sending it twice does the thing once."""

    widget = forms.HiddenInput

    def __init__(self, **options):
        super().__init__(initial=uuid.uuid4, error_messages={"invalid": _("Please send the form once more.")}, **options)


class BoundField(forms.BoundField):
    """A field as it is shown; a hidden one is described to nobody."""

    def build_widget_attrs(self, attrs, widget=None):
        attributes = super().build_widget_attrs(attrs, widget)
        if (widget or self.field.widget).is_hidden:
            attributes.pop("aria-describedby", None)
        return attributes


class FormRenderer(TemplatesSetting):
    """Forms drawn by our own templates: a label, its help, the field, and the sentence when something is wrong."""

    bound_field_class = BoundField
    field_template_name = "core/_field.html"
    form_template_name = "core/_form.html"
