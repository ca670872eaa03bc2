from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pyjama.core.forms import LineField, ModelForm, ProseField
from pyjama.pages.blanks import NAMES, unknown
from pyjama.pages.models import Text

BLANKS = ", ".join(f"{{{name}}}" for name in NAMES)


class TextForm(ModelForm):
    """The operator's own words for a text of the site."""

    title = LineField(label=gettext_lazy("Title"), max_length=90, widget=forms.TextInput(attrs={"class": "vTextField"}))
    body = ProseField(
        label=gettext_lazy("Words"),
        max_length=20_000,
        help_text=gettext_lazy(
            "Markdown: ## before a heading, **bold**, a dash for a list, [words](address) for a link. "
            "These are filled in for you: {site_name}, {contact_email}, {postal_address}, {privacy_officer}."
        ),
        widget=forms.Textarea(attrs={"class": "vLargeTextField", "rows": 30}),
    )

    class Meta:
        model = Text
        fields = ["slug", "language", "title", "body"]
        widgets = {"slug": forms.HiddenInput, "language": forms.HiddenInput}

    def clean_title(self):
        return self.known_blanks("title")

    def clean_body(self):
        return self.known_blanks("body")

    def known_blanks(self, name):
        """The field's text; refused when something in braces is no blank of ours."""
        text = self.cleaned_data[name]
        if strange := unknown(text):
            message = _("Nothing is called {%(name)s}. What is filled in: %(blanks)s.")
            raise forms.ValidationError(message % {"name": strange[0], "blanks": BLANKS})
        return text

    def clean(self):
        """Words that are the shipped ones are not kept: they would stop following the software."""
        given = super().clean()
        if {"slug", "language", "title", "body"} <= given.keys():
            shipped = Text.as_shipped(given["slug"], given["language"])
            if (given["title"], given["body"]) == (shipped.title, shipped.body):
                raise forms.ValidationError(_("These are the shipped words: there is nothing of yours to keep yet."))
        return given
