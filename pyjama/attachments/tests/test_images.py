"""What may become a picture that everybody sees, and what is kept of it."""

import io
import re
import tracemalloc
from time import thread_time

import pytest
from django.core.exceptions import ValidationError
from PIL import Image

from pyjama.attachments import images
from pyjama.attachments.images import LOGO_SIDE, MOST_BYTES, public_image
from pyjama.attachments.tests.files import (
    HTML,
    SECRET,
    SVG,
    animation,
    boast,
    bomb,
    crumbs,
    pdf,
    picture,
    telling_picture,
    tiring_jpeg,
    upload,
    wordy_png,
)

pytestmark = pytest.mark.once

CORAL, INK = (224, 86, 59), (35, 33, 87)


def opened(file):
    return Image.open(io.BytesIO(file.read()))


def sentence(content, name):
    with pytest.raises(ValidationError) as refusal:
        public_image(upload(content, name))
    return refusal.value.messages[0]


def near(pixel, colour):
    return all(abs(one - other) < 12 for one, other in zip(pixel[:3], colour, strict=True))


@pytest.mark.parametrize(
    ("kind", "name"), [("JPEG", "a.jpg"), ("JPEG", "A.JPEG"), ("PNG", "a.png"), ("WEBP", "a.webp"), ("GIF", "a.gif")]
)
def test_each_accepted_kind_becomes_a_webp_under_a_random_name(kind, name):
    content = picture(kind)
    first, second = public_image(upload(content, name)), public_image(upload(content, name))

    assert opened(first).format == "WEBP"
    assert re.fullmatch(r"[0-9a-f]{32}\.webp", first.name)
    assert first.name != second.name


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "I;16"])
def test_every_mode_of_png_is_read(mode):
    written = io.BytesIO()
    Image.new(mode, (20, 20)).save(written, "PNG")
    assert opened(public_image(upload(written.getvalue(), "a.png"))).size == (20, 20)


@pytest.mark.parametrize(
    ("mode", "kind", "colour", "expected"),
    [
        ("I;16", "PNG", 30_000, (117, 117, 117)), ("L", "PNG", 117, (117, 117, 117)), ("L", "JPEG", 117, (117, 117, 117)),
        ("CMYK", "JPEG", (0, 255, 255, 0), (255, 0, 0)),
    ],
)  # fmt: skip
def test_every_way_to_write_a_colour_keeps_it(mode, kind, colour, expected):
    written = io.BytesIO()
    Image.new(mode, (20, 20), colour).save(written, kind)
    assert near(opened(public_image(upload(written.getvalue(), f"a.{kind.lower()}"))).getpixel((5, 5)), expected)


def test_a_large_picture_is_made_small_and_keeps_its_shape():
    assert opened(public_image(upload(picture("JPEG", (2_000, 1_000)), "a.jpg"))).size == (LOGO_SIDE, LOGO_SIDE // 2)


def test_transparency_stays():
    image = io.BytesIO()
    Image.new("RGBA", (20, 20), (0, 0, 0, 0)).save(image, "PNG")
    assert opened(public_image(upload(image.getvalue(), "a.png"))).getpixel((5, 5))[3] == 0


def test_a_picture_is_set_upright_and_tells_nothing_of_where_it_was_taken():
    content = telling_picture()
    kept = public_image(upload(content, "a.jpg"))
    image = opened(kept)
    kept.seek(0)

    assert SECRET.encode() in content
    assert image.size == (20, 60)
    assert near(image.convert("RGB").getpixel((10, 5)), CORAL)
    assert not image.getexif()
    assert not {"exif", "xmp", "icc_profile", "comment"} & {key for key, value in image.info.items() if value}
    assert SECRET.encode() not in kept.read()


@pytest.mark.parametrize("kind", ["GIF", "WEBP", "PNG"])
def test_of_an_animation_the_first_image_is_kept(kind):
    image = opened(public_image(upload(animation(kind), f"a.{kind.lower()}")))
    assert getattr(image, "n_frames", 1) == 1
    assert near(image.convert("RGB").getpixel((5, 5)), CORAL)


def test_what_hides_behind_a_picture_is_not_kept():
    kept = public_image(upload(picture("GIF") + HTML, "a.gif"))
    assert b"script" not in kept.read()


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (SVG, "logo.svg"),
        (SVG, "logo.png"),
        (HTML, "logo.html"),
        (HTML, "logo.gif"),
        (b"GIF89a" + HTML, "logo.gif"),
        (pdf(), "logo.png"),
        (b"PK\x03\x04 zip", "logo.png"),
        (b"MZ program", "logo.jpg"),
        (b"\xff\xd8\xff\xe0 not a picture", "logo.jpg"),
        (b"RIFF\x10\0\0\0WEBPVP8 ", "logo.webp"),
    ],
)
def test_what_is_no_picture_is_refused_by_its_name(content, name):
    text = sentence(content, name)
    assert text.startswith(f"“{name}” ")
    assert text.endswith(".")


@pytest.mark.parametrize("name", ["logo.jpg", "logo.png.html", "logo.svg", "logo.php", "logo"])
def test_a_name_that_says_otherwise_is_refused(name):
    assert sentence(picture("PNG"), name) == (
        f"“{name}” is in fact a PNG file. Give it a name that ends in .png and send it again."
    )


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF"])
@pytest.mark.parametrize("part", [0.15, 0.5, 0.9])
def test_a_truncated_picture_is_refused(kind, part):
    content = picture(kind, (300, 300))
    name = f"a.{kind.lower()}"
    assert sentence(content[: int(len(content) * part)], name).startswith(f"“{name}” ")


def test_an_empty_file_is_refused():
    assert sentence(b"", "logo.png") == "“logo.png” is empty. Choose the file once more."


def test_a_heavy_file_is_refused_at_the_first_byte_too_many():
    content = picture()
    assert public_image(upload(content + bytes(MOST_BYTES - len(content)), "logo.png"))
    assert "too heavy" in sentence(content + bytes(MOST_BYTES - len(content) + 1), "logo.png")


@pytest.mark.parametrize("side", [4_008, 9_000, 30_000])
def test_a_bomb_is_refused_before_it_unfolds(side):
    content = bomb(side)
    tracemalloc.start()
    text = sentence(content, "logo.png")
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert "too many pixels" in text
    assert peak < 10_000_000


@pytest.mark.parametrize(("kind", "side"), [("GIF", 4_001), ("GIF", 65_535), ("WEBP", 3_536), ("WEBP", 16_383)])
def test_an_animation_that_would_unfold_is_refused_too(kind, side):
    assert "too many pixels" in sentence(boast(kind, side), f"logo.{kind.lower()}")


def test_a_picture_full_of_squeezed_text_is_refused():
    assert "damaged" in sentence(wordy_png(), "logo.png")


def test_a_picture_that_asks_for_too_much_work_is_refused(monkeypatch):
    monkeypatch.setattr(images, "MOST_SECONDS", 0.2)
    assert public_image(upload(tiring_jpeg(passes=3), "logo.jpg"))
    begun = thread_time()
    assert "damaged" in sentence(tiring_jpeg(), "logo.jpg")
    assert thread_time() - begun < 1


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "GIF"])
def test_a_picture_in_too_many_pieces_is_refused(kind):
    name = f"logo.{kind.lower()}"
    assert public_image(upload(crumbs(kind, 100), name))
    assert "damaged" in sentence(crumbs(kind), name)


def test_a_path_in_the_name_goes_nowhere():
    kept = public_image(upload(picture(), "../../etc/passwd.png"))
    assert "/" not in kept.name
    assert "passwd" not in kept.name


def test_the_sentence_shows_a_long_or_tricky_name_safely():
    text = sentence(HTML, "gnp\u202e.\x07" + "x" * 300)
    assert "\u202e" not in text
    assert "\x07" not in text
    assert len(text) < 160
