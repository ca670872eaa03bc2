"""What is kept of a picture that stands in a text."""

import io

import pytest
from django.core.exceptions import ValidationError
from PIL import Image, ImageDraw, ImageFont

from pyjama.attachments.illustrations import HEAVIEST, LIGHTEST, illustration
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


def saved(image):
    """The bytes of a PNG."""
    written = io.BytesIO()
    image.save(written, "PNG", compress_level=1)
    return written.getvalue()


def noise():
    """A picture that nothing makes light."""
    return Image.merge("RGB", [Image.effect_noise((400, 300), spread) for spread in (60, 90, 120)])


def poster(size=(800, 500)):
    """Small letters from edge to edge, on paper that is not quite white."""
    image = Image.composite(
        Image.new("RGB", size, "#fffaf1"), Image.effect_noise(size, 9).convert("RGB"), Image.new("L", size, 240)
    )
    pen, font = ImageDraw.Draw(image), ImageFont.load_default(13)
    for line in range(size[1] // 16):
        pen.text((8, line * 16), f"{line} Nobody reads the small letters of a poster. " * 4, "#232157", font)
    return image


def tall_poster():
    return poster((400, 1_000))


def transparent_noise():
    """A logo of which no two dots are equally transparent."""
    image = noise().convert("RGBA")
    image.putalpha(Image.effect_noise(image.size, 120))
    return image


def drawing():
    """Thin lines in three colours."""
    image = Image.new("RGB", (900, 600), "#ffffff")
    pen = ImageDraw.Draw(image)
    for step in range(0, 900, 30):
        pen.line((step, 0, 900 - step, 600), "#e0563b" if step % 60 else "#232157")
    return image


def sentence(content, name):
    with pytest.raises(ValidationError) as refusal:
        illustration(upload(content, name))
    return refusal.value.messages[0]


def test_a_photograph_comes_light_and_large_and_tells_nothing():
    content = photograph()
    file = illustration(upload(content, "IMG_1.jpg"))

    assert SECRET.encode() in content
    assert sizes(file)[1] == (1_920, 1_440)
    assert (file.name, file.width, file.height) == ("IMG_1.jpg", 1_920, 1_440)
    assert len(file.contents[0]) <= LIGHTEST
    assert len(file.contents[1]) <= HEAVIEST
    for each in map(opened, file.contents):
        assert each.format == "WEBP"
        assert not each.getexif()
        assert not {"exif", "xmp", "icc_profile"} & {key for key, value in each.info.items() if value}
    assert not any(SECRET.encode() in each for each in file.contents)


@pytest.mark.parametrize("make", [noise, poster, tall_poster, transparent_noise, drawing], ids=lambda make: make.__name__)
def test_what_a_page_shows_of_a_picture_weighs_little_whatever_it_is(make):
    content = saved(make())
    width, height = opened(content).size
    file = illustration(upload(content, "a.png"))

    light = opened(file.contents[0])
    assert len(file.contents[0]) <= LIGHTEST
    # Nothing is cut off, and it is as sharp as the bytes allow.
    assert light.width / light.height == pytest.approx(width / height, rel=0.01)
    assert light.width * light.height > 8_000
    assert light.mode == Image.open(io.BytesIO(content)).mode


def test_a_drawing_of_few_colours_loses_nothing():
    image = drawing()
    file = illustration(upload(saved(image), "a.png"))
    assert opened(file.contents[0]).tobytes() == image.tobytes()


@pytest.mark.parametrize(
    ("size", "expected"),
    [
        ((300, 40), (300, 40)),
        ((500, 250), (500, 250)),
        ((2_000, 2), (1_920, 2)),
        ((100, 5_000), (51, 2_560)),
        ((1_920, 2_560), (1_500, 2_000)),
    ],
)
def test_nothing_is_enlarged_and_nothing_is_too_tall(size, expected):
    light, large = sizes(illustration(upload(picture("PNG", size), "a.png")))
    assert large == expected
    assert light <= large


def test_a_photograph_that_lies_on_its_side_is_set_upright():
    assert sizes(illustration(upload(telling_picture(), "a.jpg"))) == [(20, 60), (20, 60)]


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
