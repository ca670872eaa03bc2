"""Fields for files, and what a form says of a file it could not keep."""

from contextlib import contextmanager

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from pyjama.attachments.documents import private_document
from pyjama.attachments.images import public_image


class FileInput(forms.ClearableFileInput):
    """A file to choose; one that is already kept can be replaced or removed, and has no address here."""

    template_name = "attachments/_file_input.html"


class CheckedFileField(forms.FileField):
    """A file that is checked, and made safe, by one function; "" where there is none."""

    widget = FileInput

    def __init__(self, *, check, accept, **options):
        self.check, self.accept = check, accept
        super().__init__(allow_empty_file=True, **options)

    def widget_attrs(self, widget):
        return super().widget_attrs(widget) | {"accept": self.accept}

    def clean(self, data, initial=None):
        file = super().clean(data, initial)
        return self.check(file) if isinstance(file, UploadedFile) else file or ""


class ImageField(CheckedFileField):
    """A picture for everybody (`images.public_image`)."""

    def __init__(self, **options):
        super().__init__(check=public_image, accept=".jpg,.jpeg,.png,.webp,.gif", **options)


class DocumentField(CheckedFileField):
    """A private paper (`documents.private_document`)."""

    def __init__(self, **options):
        super().__init__(check=private_document, accept=".pdf,.jpg,.jpeg,.png", **options)


class AsksForFilesAgain:
    """A form that, when it comes back refused, says which chosen files the browser has forgotten."""

    def full_clean(self):
        super().full_clean()
        self.ask_for_files_again()

    @contextmanager
    def refusals(self):
        with super().refusals():
            yield
        self.ask_for_files_again()

    def ask_for_files_again(self):
        if self.errors:
            for name in {*self.fields} & {*self.files} - {*self.errors}:
                self.add_error(name, _("Choose this file once more: a browser does not keep it when a form comes back."))
