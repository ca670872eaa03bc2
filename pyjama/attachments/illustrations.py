"""Pictures that stand in a text: drawn anew twice, light as a page shows it, and large for whoever opens it."""

import io
from math import sqrt
from typing import NamedTuple

from PIL import ExifTags, Image, ImageOps

from pyjama.attachments.images import SUFFIXES, as_webp, drawn, in_plain_colours
from pyjama.attachments.received import MOST_BYTES, kept_name, refuse_by_weight

WIDEST, TALLEST = 1_920, 2_560
MOST_SHOWN = 3_000_000
# What the largest size may weigh: where it would weigh more, it is drawn more coarsely.
HEAVIEST = 400_000
QUALITIES = [78, 60, 40, 20]
# An effort of 4, the usual, takes twice the time for a file that is no smaller by a tenth.
EFFORT = 2
# With a picture of so many bytes, a first visit of a call stays under 100 kB (docs/decisions/0071).
LIGHTEST = 16_000
# What a page shows at most on a common desk, and twice what a telephone does.
LIGHT_BOX = (768, 1_280)
LIGHT_FINEST, *LIGHT_FINER, LIGHT_COARSEST = 78, 64, 50, 36
# Within a budget the usual effort is worth it: what it saves becomes sharpness.
LIGHT_EFFORT = 4
# A drawing or a logo of so few weighs little without any loss. Here, quality is an effort: the usual one takes seconds.
FEW_COLOURS, LOSSLESS = 64, {"lossless": True, "quality": 30, "method": 2}
LYING = {5, 6, 7, 8}


class Illustration(NamedTuple):
    """A picture that is ready to be kept: `contents` has its two WebP files (bytes), the light one first."""

    name: str
    width: int
    height: int
    contents: list

    @property
    def facts(self):
        """What its row says of it."""
        light, largest = map(len, self.contents)
        sizes = {"size": light + largest, "light": light, "width": self.width, "height": self.height}
        return {"kind": "image", "name": self.name, **sizes}


def illustration(upload):
    """Make an uploaded picture fit to stand in a text that everybody reads.

    Takes an uploaded file; returns an Illustration: upright, without any metadata, of an animation the first image, at most
    1,920 pixels wide, 2,560 high and 3 million in all, never enlarged; beside it a light version of at most LIGHTEST bytes.
    Refuses, with a ValidationError that names the file, what is not a sound JPEG, PNG, WebP or GIF by content and by name,
    weighs more than 10 MB or has more than `images.MOST_PIXELS`.
    """
    refuse_by_weight(upload, MOST_BYTES)
    size, contents = drawn(upload, list(SUFFIXES), large_and_light)
    return Illustration(kept_name(upload), *size, contents)


def large_and_light(picture):
    """The size of a picture as it is kept, a pair of int, and its files (bytes), the light one first."""
    largest = _upright(picture)
    return largest.size, [light(largest), _large(largest)]


def light_from(content):
    """The light version (bytes) of a picture that was kept: the bytes of its largest file."""
    with Image.open(io.BytesIO(content)) as picture:
        return light(in_plain_colours(picture))


def light(picture):
    """A WebP file (bytes) of at most LIGHTEST: the picture whole, as finely as they allow, and smaller where they do not."""
    if picture.getcolors(FEW_COLOURS):
        content = as_webp(picture, **LOSSLESS)
        if len(content) <= LIGHTEST:
            return content
    small = _scaled(picture, min(1, LIGHT_BOX[0] / picture.width, LIGHT_BOX[1] / picture.height))
    content = as_webp(small, quality=LIGHT_FINEST, method=LIGHT_EFFORT)
    return content if len(content) <= LIGHTEST else _within_budget(picture, small)


def _within_budget(picture, small):
    """The same of a picture that is too heavy at its finest: smaller until it fits at its coarsest, then as fine as fits."""
    while len(content := as_webp(small, quality=LIGHT_COARSEST, method=LIGHT_EFFORT)) > LIGHTEST:
        small = _scaled(picture, small.width / picture.width * min(0.9, sqrt(LIGHTEST / len(content))))
    for quality in LIGHT_FINER:
        finer = as_webp(small, quality=quality, method=LIGHT_EFFORT)
        if len(finer) <= LIGHTEST:
            return finer
    return content


def _scaled(picture, scale):
    """The picture smaller; its narrower side keeps a pixel."""
    size = (max(1, round(picture.width * scale)), max(1, round(picture.height * scale)))
    return picture.resize(size, Image.Resampling.LANCZOS, reducing_gap=2)


def _upright(picture):
    """The picture decoded, no larger than it will be shown, and standing as it was taken."""
    is_lying = picture.getexif().get(ExifTags.Base.Orientation) in LYING
    width, height = (TALLEST, WIDEST) if is_lying else (WIDEST, TALLEST)
    scale = min(1, width / picture.width, height / picture.height, sqrt(MOST_SHOWN / (picture.width * picture.height)))
    size = tuple(max(1, round(side * scale)) for side in picture.size)
    picture.draft("RGB", size)
    picture = in_plain_colours(picture)
    if picture.size != size:
        picture = picture.resize(size, Image.Resampling.LANCZOS, reducing_gap=2)
    return ImageOps.exif_transpose(picture)


def _large(picture):
    """The first WebP file (bytes) of a picture at its largest that weighs at most HEAVIEST, or the coarsest."""
    for quality in QUALITIES:
        content = as_webp(picture, quality=quality, method=EFFORT)
        if len(content) <= HEAVIEST:
            break
    return content
