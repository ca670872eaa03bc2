from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from pyjama.attachments.attaching import TakesAttachments
from pyjama.attachments.models import Attachment
from pyjama.core.forms import Form, LineField, ProseField
from pyjama.outcomes.models import LONGEST_CAPTION, LONGEST_QUOTE

PAIR = ["before", "after"]


class PictureField(forms.TypedChoiceField):
    """One of the pictures that a form has already, by its number (int); None for none."""

    def __init__(self, label):
        super().__init__(
            label=label,
            coerce=int,
            empty_value=None,
            required=False,
            error_messages={"invalid_choice": _("This picture is no longer among your files: choose another one.")},
        )


class StoryForm(TakesAttachments, Form):
    """What the help changed, with its pictures, two of which may be shown as before and after."""

    body = ProseField(
        label=_("What did their help change?"),
        max_length=5_000,
        help_text=_("What you chose, what you did with it, what happens now. Everybody reads it, and may pass it on."),
        widget=forms.Textarea(attrs={"rows": 12}),
    )
    language = forms.ChoiceField(label=_("I write in"), choices=settings.LANGUAGES)
    before = PictureField(_("The picture of before"))
    before_words = LineField(label=_("Words under it"), max_length=LONGEST_CAPTION, required=False)
    after = PictureField(_("The picture of after"))
    after_words = LineField(label=_("Words under it"), max_length=LONGEST_CAPTION, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *arguments, outcome, call, **options):
        first = {"body": outcome.body, "language": outcome.language, "version": outcome.version} if outcome else {}
        pair = {f"{place}{part}": getattr(outcome, f"{place}{part}", "") for place in PAIR for part in ("_id", "_words")}
        initial = {name.removesuffix("_id"): value for name, value in pair.items()}
        fresh = {"language": call.language, "version": 0}
        super().__init__(*arguments, target=outcome, initial=initial | (first or fresh), **options)
        for place in PAIR:
            # Asked for when the field is checked or drawn: pictures come and go while the form is sent.
            self.fields[place].choices = self.pictures

    def pictures(self):
        """Nothing, or one of the pictures it has now, as pairs of a number and a name."""
        pictures = [(attachment.pk, attachment.name) for attachment in self.gathered if attachment.is_image]
        return [("", _("none")), *pictures]

    @property
    def has_two_pictures(self):
        return len(self.pictures()) > len(PAIR)

    def pair_fields(self):
        """The fields of before and after, as bound fields."""
        return [self[name] for place in PAIR for name in (place, f"{place}_words")]

    def clean(self):
        super().clean()
        before, after = (self.cleaned_data.get(place) for place in PAIR)
        if before and before == after:
            self.add_error("after", _("This is the picture of before, too: choose another one."))
        elif bool(before) != bool(after) and not {*PAIR} & {*self.errors}:
            missing = "after" if before else "before"
            self.add_error(missing, _("Choose this one too: the two pictures stand side by side."))
        return self.cleaned_data

    @property
    def known(self):
        """The numbers of the files that were there when this form was opened: she who takes one out has seen it."""
        return self._numbers("known") if self.is_bound else [attachment.pk for attachment in self.gathered]

    @property
    def unseen(self):
        """What a colleague added meanwhile, as `attach` takes it: it stays."""
        seen = {*self.known, *(attachment.pk for attachment in self.gathered)}
        files = Attachment.objects.of(self.attached_to)
        return [(attachment, attachment.alternative) for attachment in files if attachment.pk not in seen]

    @property
    def story(self):
        """What `write_story` takes of it."""
        pair = {name: self.cleaned_data[name] for place in PAIR for name in (place, f"{place}_words")}
        names = ["body", "language", "version"]
        attachments = [*self.cleaned_data["attachments"], *self.unseen]
        return {name: self.cleaned_data[name] for name in names} | {"attachments": attachments, "pair": pair}


class QuoteForm(Form):
    """The words of a contribution that are quoted."""

    body = ProseField(
        label=_("The words you quote"),
        max_length=LONGEST_QUOTE,
        help_text=_(
            "Keep the sentence or two that helped, as they are written; “…” where you leave something out. 600 characters "
            "at most."
        ),
        widget=forms.Textarea(attrs={"rows": 6}),
    )
