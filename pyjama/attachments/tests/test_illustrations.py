"""What is kept of a picture that stands in a text."""

import io

import pytest
from django.core.exceptions import ValidationError
from PIL import Image

from pyjama.attachments.illustrations import HEAVIEST, illustration
from pyjama.attachments.received import MOST_BYTES
from pyjama.attachments.tests.files import (
    HTML,
    SECRET,
    SVG,
    animation,
    bomb,
    pdf,
    photograph,
    picture,
    telling_picture,
    upload,
    wordy_png,
)

pytestmark = pytest.mark.once


def opened(content):
    return Image.open(io.BytesIO(content))


def sizes(file):
    return [opened(content).size for content in file.contents]


def sentence(content, name):
    with pytest.raises(ValidationError) as refusal:
        illustration(upload(content, name))
    return refusal.value.messages[0]


def test_a_photograph_comes_in_three_sizes_that_weigh_little_and_tell_nothing():
    content = photograph()
    file = illustration(upload(content, "IMG_1.jpg"))

    assert SECRET.encode() in content
    assert sizes(file) == [(320, 240), (960, 720), (1_920, 1_440)]
    assert (file.name, file.width, file.height) == ("IMG_1.jpg", 1_920, 1_440)
    assert len(file.contents[-1]) <= HEAVIEST
    for each in map(opened, file.contents):
        assert each.format == "WEBP"
        assert not each.getexif()
        assert not {"exif", "xmp", "icc_profile"} & {key for key, value in each.info.items() if value}
    assert not any(SECRET.encode() in each for each in file.contents)


@pytest.mark.parametrize(
    ("size", "expected"),
    [
        ((300, 40), [(300, 40)]),
        ((320, 40), [(320, 40)]),
        ((500, 250), [(320, 160), (500, 250)]),
        ((2_000, 2), [(320, 1), (960, 1), (1_920, 2)]),
        ((100, 5_000), [(51, 2_560)]),
        ((1_920, 2_560), [(320, 427), (960, 1_280), (1_500, 2_000)]),
    ],
)
def test_nothing_is_enlarged_and_nothing_is_too_tall(size, expected):
    assert sizes(illustration(upload(picture("PNG", size), "a.png"))) == expected


def test_a_photograph_that_lies_on_its_side_is_set_upright():
    assert sizes(illustration(upload(telling_picture(), "a.jpg"))) == [(20, 60)]


def test_of_an_animation_the_first_image_is_kept():
    image = opened(illustration(upload(animation(), "a.gif")).contents[-1])
    assert getattr(image, "n_frames", 1) == 1
    assert image.convert("RGB").getpixel((5, 5))[0] > 200


def test_transparency_stays():
    content = picture("PNG", mode="RGBA")
    image = Image.open(io.BytesIO(content))
    image.putalpha(0)
    written = io.BytesIO()
    image.save(written, "PNG")
    assert opened(illustration(upload(written.getvalue(), "a.png")).contents[0]).getpixel((5, 5))[3] == 0


@pytest.mark.parametrize(
    ("content", "name", "words"),
    [
        (SVG, "a.svg", "not a picture"),
        (SVG, "a.png", "not a picture"),
        (HTML, "a.jpg", "not a picture"),
        (b"GIF89a" + HTML, "a.gif", "not a picture"),
        (pdf(), "a.png", "not a picture"),
        (b"PK\x03\x04 zip", "a.webp", "not a picture"),
        (picture("PNG"), "a.jpg", "is in fact a PNG"),
        (picture("PNG"), "a.png.html", "is in fact a PNG"),
        (picture("JPEG", (300, 300))[:-900], "a.jpg", "damaged"),
        (b"", "a.png", "is empty"),
        (picture() + bytes(MOST_BYTES), "a.png", "too heavy"),
        (bomb(9_000), "a.png", "too many pixels"),
        (wordy_png(), "a.png", "damaged"),
    ],
)
def test_what_is_no_sound_picture_is_refused_by_its_name(content, name, words):
    text = sentence(content, name)
    assert text.startswith(f"“{name}” ")
    assert words in text


def test_a_path_or_a_trick_in_the_name_is_not_kept():
    for name in ("../../etc/a.png", "..\\..\\etc\\a.png", "a\u202egnp.png", "x" * 300 + ".png"):
        kept = illustration(upload(picture(), name)).name
        assert kept.endswith(".png")
        assert not {"/", "\\", "\u202e"} & {*kept}
        assert len(kept) <= 100


def test_what_hides_behind_a_picture_is_not_kept():
    assert not any(b"script" in content for content in illustration(upload(picture("GIF") + HTML, "a.gif")).contents)
