"""Draws the documents by which organizations without a charity number prove what they are."""

from io import BytesIO

from django.core.files.base import ContentFile
from PIL import Image, ImageDraw, ImageFont

SHEET = (620, 440)


def paper(text):
    """One sheet with a few words (str) on it: a PDF file."""
    sheet = Image.new("L", SHEET, "white")
    ImageDraw.Draw(sheet).multiline_text((60, 80), text.strip(), fill="black", font=ImageFont.load_default(26), spacing=18)
    file = BytesIO()
    sheet.save(file, "PDF")
    return ContentFile(file.getvalue(), name="document.pdf")
