from urllib.parse import urlsplit

from django import forms
from django.conf import settings
from django.urls import Resolver404, resolve
from django.utils.translation import gettext_lazy as _

from pyjama.accounts.forms.fields import EmailField
from pyjama.core import clock
from pyjama.core.forms import Form, LineField, ModelForm, ProseField
from pyjama.privacy.models import Incident, Unlisting

WORDS = [
    ("stay", _("My contributions stay, signed “former member”")),
    ("go", _("My contributions go with me: their words, their files and the thanks they got")),
]
WHEN = [
    ("later", _("In seven days. Until then I can change my mind")),
    ("now", _("Now. There is no way back")),
]
# What everybody may read and names somebody: other pages have nothing that a search engine shows of her.
PAGES = {"pages:call", "pages:outcome", "pages:person", "pages:organization", "calls:former_texts"}


class LeaveForm(Form):
    """What becomes of her words, and when."""

    words = forms.ChoiceField(label=_("What you wrote"), choices=WORDS, widget=forms.RadioSelect, initial="stay")
    when = forms.ChoiceField(label=_("When"), choices=WHEN, widget=forms.RadioSelect, initial="later")
    is_sure = forms.BooleanField(
        label=_("I have read what goes and what stays"),
        error_messages={"required": _("Tick this box once you have read what goes and what stays.")},
    )

    def choice(self):
        """What was chosen, as `ask_to_leave` takes it."""
        return {"words_go": self.cleaned_data["words"] == "go", "at_once": self.cleaned_data["when"] == "now"}


class PageField(LineField):
    """A page of ours, pasted from the browser's address bar: gives its path."""

    def clean(self, value):
        parts = urlsplit(super().clean(value))
        hosts = {"", settings.SITE_HOST, *settings.ALLOWED_HOSTS, *filter(None, settings.DOMAINS.values())}
        try:
            match = resolve(parts.path)
        except Resolver404:
            match = None
        if not match or match.view_name not in PAGES or (parts.hostname or "") not in hosts:
            raise forms.ValidationError(
                _("This is not a page of ours that shows what people wrote. Paste the whole address of the page."), "unknown"
            )
        return parts.path


class UnlistingForm(Form):
    """Which page, why, and where to answer."""

    path = PageField(label=_("Address of the page"), max_length=300)
    ground = forms.ChoiceField(label=_("Why"), choices=Unlisting.Ground, widget=forms.RadioSelect)
    words = ProseField(
        label=_("What happened"),
        max_length=3_000,
        help_text=_("Which words of the page, what harm they do, since when. A person reads it, and nobody else."),
    )
    email = EmailField(help_text=_("We answer there within thirty days."))


class DecisionForm(Form):
    """Yes or no, and why."""

    is_granted = forms.TypedChoiceField(
        label=_("Decision"),
        choices=[("yes", _("Search engines must forget this page")), ("no", _("The page stays as it is"))],
        coerce=lambda word: word == "yes",
        widget=forms.RadioSelect,
    )
    reason = ProseField(
        label=_("Reasons"), max_length=2_000, help_text=_("They are mailed to who asked, with the ways to contest them.")
    )


class IncidentForm(ModelForm):
    """The eight fields of the register."""

    class Meta:
        model = Incident
        fields = [
            "information",
            "circumstances",
            "happened_on",
            "known_on",
            "people",
            "seriousness",
            "is_serious",
            "notices",
            "measures",
        ]
        field_classes = dict.fromkeys(["information", "circumstances", "seriousness", "notices", "measures"], ProseField)
        widgets = {"known_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")}

    def clean_known_on(self):
        if self.cleaned_data["known_on"] > clock.today():
            raise forms.ValidationError(_("This day has not come yet."), "future")
        return self.cleaned_data["known_on"]
