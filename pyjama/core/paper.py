"""What is printed or kept as a PDF: laid out by Typst, tagged for screen readers (PDF/UA-1), our fonts inside."""

import json
from functools import cache
from pathlib import Path

from django.core.serializers.json import DjangoJSONEncoder
from django.http import HttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import get_language

from pyjama.core import clock

# Templates are found below this folder, and nothing outside it is read.
ROOT = Path(__file__).parents[1]
FONTS = Path(__file__).parent / "papers" / "fonts"
ACCESSIBLE = "ua-1"
# Typst remembers the work of its last ten documents: as many empty ones make it forget what people wrote.
REMEMBERED = 11


@cache
def fonts():
    """Our own fonts; those of the machine for what they lack."""
    # Each process would load it, and few ever need it.
    import typst

    return typst.Fonts(include_system_fonts=True, include_embedded_fonts=True, font_paths=[FONTS])


def paper(template, data, *, name):
    """A response that downloads a PDF named `name` (without its ending): see `pdf`."""
    headers = {"Content-Disposition": content_disposition_header(as_attachment=True, filename=f"{name}.pdf")}
    return HttpResponse(pdf(template, data), content_type="application/pdf", headers=headers)


def pdf(template, data, language=None):
    """Lay out `data` by a template of Typst; return the PDF (bytes).

    `template` is a path below pyjama/, `data` a dict that JSON can hold, with a `title`: all words come in by it,
    translated, and none becomes markup. `language` ("fr", "en") is the active one where none is given.
    """
    import typst

    words = json.dumps(data | {"language": language or get_language()}, cls=DjangoJSONEncoder)
    try:
        return laid_out(template, words, ACCESSIBLE)
    except typst.TypstError as error:
        # A character that no font here has may not stand in a PDF/UA. The rest of the page is worth having all the same.
        if "could not be displayed" not in str(error):
            raise
        return laid_out(template, words, None)


def laid_out(template, words, standards):
    """A template with its words as PDF (bytes), made to a standard or to none, tagged in either case."""
    import typst

    options = {"sys_inputs": {"data": words}, "pdf_standards": standards, "timestamp": int(clock.now().timestamp())}
    try:
        return typst.compile(ROOT / template, root=ROOT, font_paths=fonts(), format="pdf", **options)
    finally:
        for _ in range(REMEMBERED):
            typst.compile(b"", font_paths=fonts())
