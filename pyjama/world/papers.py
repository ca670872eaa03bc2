"""Draws the documents by which organizations without a charity number prove what they are."""

from io import BytesIO

from django.conf import settings
from django.core.files.base import ContentFile
from PIL import Image, ImageDraw, ImageFont

SHEET = (620, 440)
FONT = settings.BASE_DIR / "static" / "fonts" / "atkinson.woff2"


def paper(text):
    """One sheet with a few words (str) on it: a PDF file."""
    sheet = Image.new("L", SHEET, "white")
    font = ImageFont.truetype(FONT, 26)
    ImageDraw.Draw(sheet).multiline_text((60, 80), text.strip(), fill="black", font=font, spacing=18)
    file = BytesIO()
    sheet.save(file, "PDF")
    return ContentFile(file.getvalue(), name="document.pdf")
