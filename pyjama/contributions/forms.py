from django import forms
from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from pyjama.accounts.forms import EmailField, NameField
from pyjama.attachments.attaching import TakesAttachments
from pyjama.contributions.models import LONGEST_BODY
from pyjama.core.forms import Form, ProseField, SubmissionKeyField
from pyjama.topics.models import MINUTES


class EditForm(TakesAttachments, Form):
    """One's text with its files, and whether a machine helped."""

    body = ProseField(
        label=_("And you?"),
        max_length=LONGEST_BODY,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={
            "required": _("Write a few words first: even one sentence helps."),
            "max_length": _("That is a little long: %(limit_value)d characters at most, please; there are %(show_value)d."),
        },
    )
    used_ai = forms.BooleanField(label=_("I used AI for this"), required=False)


class MinutesTakenField(forms.TypedChoiceField):
    """What the device measured, as one of a few round numbers; whatever else was sent is no measurement."""

    widget = forms.HiddenInput

    def __init__(self):
        super().__init__(choices=MINUTES, coerce=int, empty_value=None, required=False)

    def clean(self, value):
        return super().clean(value) if self.valid_value(value) else None


class ContributionForm(EditForm):
    """A contribution or a reply, sent once however often the button is pressed."""

    language = forms.ChoiceField(label=_("I write in"), choices=settings.LANGUAGES)
    submission_key = SubmissionKeyField()
    minutes_taken = MinutesTakenField()

    field_order = ["body", "language", "used_ai", "submission_key", "minutes_taken"]


class ReplyForm(ContributionForm):
    """A reply to one contribution, whose number its ids carry: several may be open on a page. Its time is not measured."""

    minutes_taken = None

    def __init__(self, *arguments, parent, **options):
        super().__init__(*arguments, auto_id=f"reply-{parent.pk}-%s", **options)
        self.address = reverse("contributions:reply", args=[parent.pk])
        self.fields["body"].label = _("Your reply")
        self.fields["body"].widget.attrs["autofocus"] = True


class PublishForm(Form):
    """The button that publishes what was held: how long each text took comes along, where this device measured it."""

    def __init__(self, data, held):
        super().__init__(data)
        self.keys = [each.submission_key for each in held]
        self.fields |= {f"minutes_taken-{key}": MinutesTakenField() for key in self.keys}

    @property
    def minutes_taken(self):
        """The minutes (int or None) by the key (UUID) of each text; nonsense is no measurement, so nothing is refused."""
        self.full_clean()
        return {key: self.cleaned_data[f"minutes_taken-{key}"] for key in self.keys}


class KeepForm(Form):
    """How a guest can be reached, and what she is called; her age is told by the button she presses, and kept nowhere."""

    email = EmailField(help_text=_("We send a link there that publishes your words. It is never shown to anybody."))
    display_name = NameField()

    def clean(self):
        if "old_enough" not in self.data:
            raise forms.ValidationError(_("Tell us your age by the button you press. We write it down nowhere."))
        return super().clean()

    @property
    def is_too_young(self):
        return "too_young" in self.data
