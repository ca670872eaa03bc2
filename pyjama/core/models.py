from django.db import models

from pyjama.core.rich_text import to_html


class Written(models.Model):
    """A row with a `body` in somebody's Markdown, whose HTML is kept beside it, made once when it is written."""

    body_html = models.TextField(editable=False, blank=True)

    class Meta:
        abstract = True

    def write(self, **fields):
        """Take new field values in, the body's HTML with them; the caller saves."""
        for name, value in fields.items():
            setattr(self, name, value)
        self.body_html = to_html(self.body)
