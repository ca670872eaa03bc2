"""Forms to which pictures and papers can be attached.

A browser does not keep the files that were chosen when a form comes back, so each sound one is kept here as soon as it
arrives, and waits with the person until her form is accepted. The same serves whoever wants to add files one after another
without JavaScript.
"""

from functools import cached_property

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from pyjama.attachments.actions import erase_waiting, keep_attachment
from pyjama.attachments.documents import PDF, shared_document
from pyjama.attachments.illustrations import illustration
from pyjama.attachments.models import LONGEST_ALTERNATIVE, MOST_ATTACHMENTS, Attachment
from pyjama.attachments.received import refused
from pyjama.core.forms import Form, LineField
from pyjama.core.refusals import Refused

MOST_DIGITS = 18


def checked(upload):
    """An uploaded picture or PDF, made fit for everybody: an Illustration or a Paper; refused where it cannot be."""
    upload.seek(0)
    is_pdf = upload.read(len(PDF)) == PDF
    return shared_document(upload) if is_pdf else illustration(upload)


class FilesInput(forms.FileInput):
    """Several files to choose."""

    allow_multiple_selected = True

    def value_from_datadict(self, data, files, name):
        return files.getlist(name) if hasattr(files, "getlist") else []


class FilesField(forms.Field):
    """The files that came with a form (a list), not looked into yet; drawn with those that its form has already."""

    widget = FilesInput(attrs={"multiple": True, "accept": ".jpg,.jpeg,.png,.webp,.gif,.pdf"})

    def __init__(self):
        help_text = _("JPEG, PNG, WebP, GIF or PDF; ten at most, 10 MB each. We take out where a photograph was taken.")
        super().__init__(
            label=_("Pictures and PDF files"),
            required=False,
            help_text=help_text,
            template_name="attachments/_files.html",
        )


class AlternativeForm(Form):
    """What one picture shows, for whoever cannot see it."""

    # The sentence says more than a browser would, and there are two ways to answer.
    use_required_attribute = False

    alternative = LineField(
        label=_("What does it show?"),
        max_length=LONGEST_ALTERNATIVE,
        help_text=_("One sentence is enough: it is read aloud to people who cannot see the picture."),
        error_messages={"required": _("Say in a few words what the picture shows, or that it only decorates.")},
    )
    is_decorative = forms.BooleanField(label=_("It only decorates: there is nothing to say"), required=False)

    def __init__(self, *arguments, attachment, **options):
        super().__init__(*arguments, prefix=f"file-{attachment.pk}", **options)
        self.attachment = attachment
        is_decorative = self.add_prefix("is_decorative") in self.data
        self.fields["alternative"].required = attachment.is_image and not is_decorative

    @property
    def words(self):
        """The alternative text (str), "" for a picture that only decorates."""
        return "" if self.cleaned_data["is_decorative"] else self.cleaned_data["alternative"]


class TakesAttachments:
    """A form with files beside its text, for one person (`owner`) and the row it changes (`target`, None for a new one).

    An accepted form has `attachments` in its `cleaned_data`: what `actions.attach` takes as its files.
    """

    # Where its buttons send it, where that is not the page it stands on.
    address = ""

    def __init__(self, *arguments, owner, target=None, **options):
        super().__init__(*arguments, **options)
        self.owner, self.attached_to = owner, target
        self.fields["files"] = FilesField()

    @property
    def is_gathering(self):
        """Whether it was sent only to add files or to take one out: its text is not judged yet."""
        return "add_files" in self.data or "take_out" in self.data

    @cached_property
    def gathered(self):
        """The attachments that this form has now, in their order."""
        numbers = self._numbers("attached") if self.is_bound else []
        if not numbers and (self.is_bound or not self.attached_to):
            return []
        at_hand = Attachment.objects.at_hand(self.owner, self.attached_to)
        if not self.is_bound:
            return list(at_hand.of(self.attached_to))
        kept = at_hand.in_bulk(numbers)
        return [kept[number] for number in numbers if number in kept]

    def _numbers(self, name):
        """The numbers (a list of int) sent under a name, each once; anything else is left out."""
        words = self.data.getlist(name) if hasattr(self.data, "getlist") else []
        numbers = (int(word) for word in words if word.isascii() and word.isdecimal() and len(word) <= MOST_DIGITS)
        return list(dict.fromkeys(numbers))[: 2 * MOST_ATTACHMENTS]

    @cached_property
    def descriptions(self):
        """A little form for each of its attachments; those of a form that is only gathering say nothing is missing yet."""
        return [self._description(attachment) for attachment in self.gathered]

    def _description(self, attachment):
        form = AlternativeForm(None if self.is_gathering else self.data or None, attachment=attachment, auto_id=self.auto_id)
        is_sent = self.is_bound and form.add_prefix("alternative") in self.data
        typed = form.add_prefix("alternative"), form.add_prefix("is_decorative")
        ours = attachment.alternative, bool(attachment.object_id) and not attachment.alternative
        alternative, is_decorative = (self.data[typed[0]], typed[1] in self.data) if is_sent else ours
        form.initial = {"alternative": alternative, "is_decorative": is_decorative}
        return form

    def full_clean(self):
        super().full_clean()
        if not self.is_bound:
            return
        if self.is_gathering:
            for name in {*self.errors} - {"files"}:
                del self.errors[name]
        elif not all(description.is_valid() for description in self.descriptions):
            self.add_error("files", _("Say what each picture shows. Your files are kept."))
        self.cleaned_data.pop("files", None)
        self.cleaned_data["attachments"] = [
            (description.attachment, description.words) for description in self.descriptions if description.is_valid()
        ]

    def is_valid(self):
        return super().is_valid() and not self.is_gathering

    def clean_files(self):
        """Take in what came: what is sound waits with its owner from now on, the rest is refused file by file."""
        files = self.cleaned_data["files"]
        if not self.owner.is_authenticated:
            return self._refuse_without_owner(files)
        self._take_out()
        errors = [*self._lost(), *filter(None, map(self._take_in, files))]
        if errors:
            raise ValidationError(errors)
        return files

    def _refuse_without_owner(self, files):
        if files:
            raise ValidationError(_("Files cannot be kept while you are signed out: choose them again afterwards."))
        return files

    def _lost(self):
        """What to say of files that this form had, and that are there no more."""
        sent = {*self._numbers("attached")} - {attachment.pk for attachment in self.gathered} - {*self._numbers("take_out")}
        if sent and sent - {*Attachment.objects.given_by(self.owner).in_bulk(sent)}:
            yield ValidationError(_("A file was erased meanwhile: files wait for a day. Add it again if you need it."))

    def _take_out(self):
        for number in self._numbers("take_out"):
            for attachment in [each for each in self.gathered if each.pk == number]:
                self.gathered.remove(attachment)
                erase_waiting(person=self.owner, attachment=attachment)

    def _take_in(self, upload):
        """Keep one file, or return the error that says why not."""
        try:
            if len(self.gathered) >= MOST_ATTACHMENTS:
                raise refused(upload, _("“%(name)s” is one too many: ten files at most."))
            self.gathered.append(keep_attachment(owner=self.owner, file=checked(upload)))
        except Refused as refusal:
            return ValidationError(str(refusal))
        except ValidationError as error:
            return error
