"""Pictures that stand in a text: drawn anew in three widths, so that a telephone fetches no more than it shows."""

from math import sqrt
from typing import NamedTuple

from PIL import ExifTags, Image, ImageOps

from pyjama.attachments.images import SUFFIXES, as_webp, drawn, in_plain_colours
from pyjama.attachments.received import MOST_BYTES, kept_name, refuse_by_weight

WIDTHS = [320, 960, 1_920]
TALLEST = 2_560
MOST_SHOWN = 3_000_000
# What the largest size may weigh: where it would weigh more, it is drawn more coarsely.
HEAVIEST = 400_000
QUALITIES = [78, 60, 40, 20]
# An effort of 4, the usual, takes twice the time for a file that is no smaller by a tenth.
EFFORT = 2
LYING = {5, 6, 7, 8}


class Illustration(NamedTuple):
    """A picture that is ready to be kept: `contents` has the WebP file (bytes) of each width, the smallest first."""

    name: str
    width: int
    height: int
    contents: list

    @property
    def facts(self):
        """What its row says of it."""
        size = sum(map(len, self.contents))
        return {"kind": "image", "name": self.name, "size": size, "width": self.width, "height": self.height}


def illustration(upload):
    """Make an uploaded picture fit to stand in a text that everybody reads.

    Takes an uploaded file; returns an Illustration: upright, without any metadata, of an animation the first image, at most
    1,920 pixels wide, 2,560 high and 3 million in all, never enlarged. Refuses, with a ValidationError that names the file,
    what is not a sound JPEG, PNG, WebP or GIF by content and by name, weighs more than 10 MB or has more than
    `images.MOST_PIXELS`.
    """
    refuse_by_weight(upload, MOST_BYTES)
    size, contents = drawn(upload, list(SUFFIXES), in_each_width)
    return Illustration(kept_name(upload), *size, contents)


def widths_up_to(width):
    """The widths (a list of int, growing) in which a picture of this width is kept."""
    return sorted({min(each, width) for each in WIDTHS})


def in_each_width(picture):
    """The size of the largest version, a pair of int, and all of them (bytes), the smallest first."""
    largest = _upright(picture)
    smaller = widths_up_to(largest.width)[:-1]
    return largest.size, [*(_narrow(largest, width) for width in smaller), _light(largest)]


def _narrow(picture, width):
    """A WebP file (bytes) of this width."""
    size = (width, max(1, round(picture.height * width / picture.width)))
    return as_webp(picture.resize(size, Image.Resampling.LANCZOS), quality=QUALITIES[0], method=EFFORT)


def _upright(picture):
    """The picture decoded, no larger than it will be shown, and standing as it was taken."""
    is_lying = picture.getexif().get(ExifTags.Base.Orientation) in LYING
    width, height = (TALLEST, WIDTHS[-1]) if is_lying else (WIDTHS[-1], TALLEST)
    scale = min(1, width / picture.width, height / picture.height, sqrt(MOST_SHOWN / (picture.width * picture.height)))
    size = tuple(max(1, round(side * scale)) for side in picture.size)
    picture.draft("RGB", size)
    picture = in_plain_colours(picture)
    if picture.size != size:
        picture = picture.resize(size, Image.Resampling.LANCZOS, reducing_gap=2)
    return ImageOps.exif_transpose(picture)


def _light(picture):
    """The first WebP file (bytes) that weighs little enough, or the coarsest."""
    for quality in QUALITIES:
        content = as_webp(picture, quality=quality, method=EFFORT)
        if len(content) <= HEAVIEST:
            break
    return content
