from datetime import datetime, timedelta

from django import forms
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.utils.translation import gettext_lazy as _

from pyjama.attachments.attaching import TakesAttachments
from pyjama.calls.likeness import nearest
from pyjama.calls.models import DEFAULT_DAYS, LONGEST_DAYS, MINUTES, Call
from pyjama.core import clock
from pyjama.core.forms import Form, LineField, ModelForm, ProseField, RowsField, SubmissionKeyField
from pyjama.core.rich_text import to_html


class DeadlineField(forms.DateField):
    """A day, from tomorrow to 60 days away, which becomes its last minute in the site's time zone."""

    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")

    def prepare_value(self, value):
        """A moment chosen before is shown as the day it was chosen by."""
        return clock.day(value) if isinstance(value, datetime) else value

    def clean(self, value):
        day = super().clean(value)
        if day <= clock.today():
            raise forms.ValidationError(_("Choose a day after today, so that people have time to answer."))
        if day > clock.today() + timedelta(days=LONGEST_DAYS):
            raise forms.ValidationError(_("A call is open for 60 days at most: choose an earlier day."))
        return clock.end_of(day)


def default_deadline():
    return clock.today() + timedelta(days=DEFAULT_DAYS)


class CallForm(TakesAttachments, ModelForm):
    """What an organization asks, with a version that tells whether somebody else saved it meanwhile."""

    title = LineField(
        label=_("Title"), max_length=90, help_text=_("A question in one line works best. 90 characters at most.")
    )
    body = ProseField(
        label=_("What you ask"),
        max_length=5_000,
        help_text=_(
            "Who you are in one sentence, what you need, what you tried, and what you will do with it. Markdown: "
            "**bold**, *italics*, a dash for a list."
        ),
        widget=forms.Textarea(attrs={"rows": 12}),
    )
    closes_at = DeadlineField(label=_("Open until the end of"), initial=default_deadline)
    enough = forms.IntegerField(
        label=_("How many contributions would be enough?"),
        min_value=1,
        max_value=500,
        initial=10,
        help_text=_("Once you have that many, the call is shown less. It stays open."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)
    submission_key = SubmissionKeyField(required=False)

    class Meta:
        model = Call
        fields = ["kind", "title", "body", "language", "minutes", "skills", "enough", "closes_at"]
        widgets = {
            "kind": forms.RadioSelect,
            "language": forms.RadioSelect,
            "minutes": forms.RadioSelect,
            "skills": forms.CheckboxSelectMultiple,
        }
        field_classes = {"skills": RowsField}
        labels = {
            "kind": _("What kind of help?"),
            "language": _("Language of this call"),
            "minutes": _("How many minutes does it take?"),
            "skills": _("Which skills would help?"),
        }
        help_texts = {
            "kind": _("A request asks for an opinion or an idea; a challenge asks for something made."),
            "skills": _("Leave them all unticked when an opinion is enough: everyone has one."),
        }

    def __init__(self, *arguments, organization, **options):
        super().__init__(*arguments, **options)
        self.organization, self.alike = organization, None
        self.fields["kind"].choices = Call.Kind.choices
        self.fields["language"].choices = settings.LANGUAGES
        self.fields["minutes"].choices = MINUTES
        self.fields["version"].initial = self.instance.version
        del self.fields["submission_key" if self.instance.pk else "version"]
        if not self.instance.pk:
            return
        if not self.instance.is_draft:
            del self.fields["closes_at"]

    def clean(self):
        super().clean()
        self.refuse_what_is_nearly_another()
        return self.cleaned_data

    def refuse_what_is_nearly_another(self):
        """Show the call of another organization that has nearly this text, until somebody says that the words are hers."""
        others = (
            Call.objects.visible_to(AnonymousUser()).exclude(organization=self.organization).select_related("organization")
        )
        self.alike = nearest(others, self.cleaned_data.get("body", ""), self.cleaned_data.get("language", "fr"))
        if self.alike:
            self.fields["is_our_own"] = forms.BooleanField(label=_("These are our own words: keep them."), required=False)
        if self.alike and "is_our_own" not in self.data:
            self.add_error("is_our_own", _("This is nearly the text of another call. Put your own facts in it."))

    @property
    def wants_preview(self):
        return "preview" in self.data

    @property
    def preview(self):
        """The text as HTML, as readers will see it."""
        return to_html(self.cleaned_data.get("body", ""))


class ExtensionForm(Form):
    closes_at = DeadlineField(label=_("Open until the end of"))


class ReviewForm(Form):
    note = ProseField(
        label=_("What should change?"),
        max_length=1_000,
        help_text=_("One or two kind sentences: the organization reads them as they are."),
    )
