from django import forms
from django.core.validators import RegexValidator
from django.utils.http import url_has_allowed_host_and_scheme

from pyjama.core.forms import Form, LineField
from pyjama.drafts.models import LONGEST_DRAFT
from pyjama.drafts.places import PLACE


class DraftForm(Form):
    """What a device sends while somebody types; the text comes back as it was, spaces and all."""

    place = forms.CharField(max_length=120, validators=[RegexValidator(rf"\A{PLACE.pattern}\Z")])
    name = forms.CharField(max_length=60, validators=[RegexValidator(r"\A[\w-]+\Z")])
    text = forms.CharField(max_length=LONGEST_DRAFT, strip=False, required=False)
    version = forms.IntegerField(min_value=0, max_value=2_000_000_000)
    title = LineField(max_length=200, required=False)
    path = forms.CharField(max_length=500)

    def clean_path(self):
        path = self.cleaned_data["path"]
        if not path.startswith("/") or not url_has_allowed_host_and_scheme(path, allowed_hosts=None):
            raise forms.ValidationError("Not an address of this site.")
        return path
