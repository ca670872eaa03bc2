"""Pictures that people send: known by their content, and drawn anew, so that nothing of the file itself is kept."""

import io
from time import thread_time

from django.utils.translation import gettext as _
from PIL import Image, ImageOps

from pyjama.attachments.received import damaged, kept, refuse_by_name, refuse_by_weight, refused

SUFFIXES = {
    "JPEG": [".jpg", ".jpeg", ".jpe", ".jfif"],
    "PNG": [".png"],
    "WEBP": [".webp"],
    "GIF": [".gif"],
}
MOST_BYTES = 5 * 1024 * 1024
# A JPEG is decoded at a fraction of its size; the others unfold whole, twice where they have transparency, WebP four times.
MOST_PIXELS = {"JPEG": 25_000_000, "PNG": 16_000_000, "WEBP": 12_500_000, "GIF": 16_000_000}
# An honest picture is read in a thousand pieces and decoded in a second.
MOST_READS, MOST_SECONDS, PIECE = 50_000, 5, 4_096
LOGO_SIDE = 512
# Twice what a crest measures on a page, for screens that show two dots for one.
CREST_SIDE = 96
BOMBS = (Image.DecompressionBombError, Image.DecompressionBombWarning)

# Pillow's own alarm, for whatever opens a picture elsewhere in the house.
Image.MAX_IMAGE_PIXELS = max(MOST_PIXELS.values())


class Patience:
    """A file that is read in so many pieces, and for so much of the processor's time, before it is given up.

    A picture of a few kilobytes can ask for hours: thousands of passes over the same pixels, millions of empty parts.
    """

    def __init__(self, file):
        self.file, self.reads, self.until = file, 0, thread_time() + MOST_SECONDS
        self.seek, self.tell = file.seek, file.tell

    def read(self, size=-1):
        self.reads += 1
        if self.reads > MOST_READS or thread_time() > self.until:
            raise TimeoutError
        return self.file.read(size)


def public_image(upload):
    """Make an uploaded picture fit to be shown to everybody.

    Takes an uploaded file; returns a WebP file (ContentFile) of at most 512 pixels a side, under a random name, upright,
    without any metadata (a photograph may tell where somebody lives). Of an animation, the first image is kept.
    Refuses, with a ValidationError that names the file, what is not a sound JPEG, PNG, WebP or GIF by content and by name,
    weighs more than 5 MB or has more than MOST_PIXELS.
    """
    refuse_by_weight(upload, MOST_BYTES)
    return redrawn(upload, list(SUFFIXES), LOGO_SIDE)


def crest_of(logo):
    """A logo that `public_image` made, or a stored one, as small as it stands beside a call: a WebP file (ContentFile)."""
    with Image.open(logo) as picture:
        return kept(_encoded(picture, CREST_SIDE), ".webp")


def redrawn(upload, formats, longest_side):
    """Read an uploaded picture of one of these formats and return it as a small WebP file, or refuse it."""
    return drawn(upload, formats, lambda picture: kept(_encoded(picture, longest_side), ".webp"))


def drawn(upload, formats, draw):
    """Return `draw(picture)` for an uploaded picture of one of these formats whose name and size are right, or refuse it."""
    picture = _opened(upload, formats)
    # Some telephones put several JPEG images in one file: the first is the photograph.
    kind = "JPEG" if picture.format == "MPO" else picture.format
    refuse_by_name(upload, SUFFIXES[kind], kind)
    if picture.width * picture.height > MOST_PIXELS[kind]:
        raise _too_large(upload)
    try:
        return draw(picture)
    except Exception as cause:  # A hostile file can make a decoder fail in any way: all of them mean the same.
        raise damaged(upload) from cause


def _opened(upload, formats):
    """The picture with its header read: no pixel is decoded yet."""
    upload.seek(0)
    try:
        picture = Image.open(Patience(upload), formats=formats)
    except BOMBS as cause:
        raise _too_large(upload) from cause
    except Image.UnidentifiedImageError as cause:
        raise _unknown(upload) from cause
    except Exception as cause:
        raise damaged(upload) from cause
    picture.decodermaxblock = PIECE
    return picture


def _encoded(picture, longest_side):
    """Decode, turn upright, make small and encode as WebP (bytes), leaving every kind of metadata behind."""
    picture.draft("RGB", (longest_side, longest_side))
    picture = in_plain_colours(picture)
    picture.thumbnail((longest_side, longest_side))
    return as_webp(ImageOps.exif_transpose(picture), quality=86)


def in_plain_colours(picture):
    """The picture decoded, in RGB, or RGBA where it has transparency."""
    if picture.mode.startswith("I;16"):
        # A scan in 65,536 greys: without this, all but the darkest would turn white.
        picture = picture.point(lambda grey: grey / 256)
    mode = "RGBA" if picture.has_transparency_data else "RGB"
    return picture if picture.mode == mode else picture.convert(mode)


def as_webp(picture, **options):
    """A WebP file (bytes) of nothing but the pixels."""
    written = io.BytesIO()
    picture.save(written, "WEBP", exif=b"", xmp=b"", icc_profile=b"", **options)
    return written.getvalue()


def _unknown(upload):
    return refused(upload, _("“%(name)s” is not a picture we can read. Send a JPEG, PNG, WebP or GIF file."))


def _too_large(upload):
    return refused(
        upload, _("“%(name)s” has too many pixels. Make it smaller, for example 1,000 pixels wide, and send it again.")
    )
