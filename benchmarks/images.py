"""What it costs to take in pictures, common and hostile: prints a table, asserts nothing.

.venv/bin/python benchmarks/images.py. Each file is taken in by a process of its own; its memory is what that process reached
above what it had with everything loaded.
"""

import io
import multiprocessing
import os
import re
import sys
import tempfile
import time
from pathlib import Path

SCRATCH = tempfile.TemporaryDirectory(prefix="pyjama-benchmark-")
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.update(
    DJANGO_SETTINGS_MODULE="config.settings", DATA_DIR=SCRATCH.name, PYJAMA_DEMO="1", LOG_LEVEL="ERROR", SECRET_KEY="x" * 50
)

import django  # noqa: E402

django.setup()

from django.core.exceptions import ValidationError  # noqa: E402
from django.utils import translation  # noqa: E402
from PIL import Image  # noqa: E402

from pyjama.attachments.attaching import checked  # noqa: E402
from pyjama.attachments.tests.files import (  # noqa: E402
    SECRET,
    animation,
    bomb,
    pdf,
    photograph,
    picture,
    upload,
    wordy_png,
)

TWELVE = (4_000, 3_000)
MOST = 10 * 1024 * 1024


def drawn_anew(content, kind, **options):
    """A picture (bytes) in another format."""
    written = io.BytesIO()
    Image.open(io.BytesIO(content)).save(written, kind, **options)
    return written.getvalue()


def lying(content):
    """The same photograph from a telephone held upright."""
    exif = Image.Exif()
    exif[0x0112] = 6
    return drawn_anew(content, "JPEG", quality=90, exif=exif.tobytes())


def noise(side):
    """A JPEG that no compression makes small."""
    written = io.BytesIO()
    Image.effect_noise(side, 90).convert("RGB").save(written, "JPEG", quality=80)
    return written.getvalue()


def files():
    """What is taken in: a description, the name, and the bytes."""
    taken = photograph()
    yield "photograph, 12 MP", "a.jpg", taken
    yield "the same, held upright", "a.jpg", lying(taken)
    yield "the same, progressive", "a.jpg", drawn_anew(taken, "JPEG", quality=90, progressive=True)
    yield "photograph, 24 MP", "a.jpg", photograph((6_000, 4_000))
    yield "nothing but noise, 12 MP", "a.jpg", noise(TWELVE)
    yield "photograph as WebP, 12 MP", "a.webp", drawn_anew(taken, "WEBP", quality=90, method=0)
    yield "poster, PNG of 12 MP", "a.png", picture("PNG", TWELVE, compress_level=1)
    yield "the same, transparent", "a.png", picture("PNG", TWELVE, mode="RGBA", compress_level=1)
    yield "screenshot, PNG", "a.png", picture("PNG", (1_280, 900))
    yield "animation, GIF", "a.gif", animation()
    yield "PDF of 10 MB", "a.pdf", pdf(os.urandom(MOST - 1_000))
    yield "PNG, 30,000 × 30,000", "a.png", bomb()
    yield "PNG with 64 MB of text", "a.png", wordy_png()
    yield "JPEG cut in two", "a.jpg", taken[: len(taken) // 2]
    yield "PDF with 100,001 objects", "a.pdf", pdf(b"endobj" * 100_001)


def peak():
    """The most memory this process has had, in MB; Linux tells."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(re.search(r"VmHWM:\s+(\d+)", status)[1]) / 1024


@translation.override("en")
def take_in(name, content, answers):
    """Put in `answers`: the seconds of processor it took, the memory in MB, and what became of it."""
    checked(upload(picture(), "warm-up.png"))
    before, begun = peak(), time.process_time()
    try:
        file = checked(upload(content, name))
    except ValidationError as refusal:
        became = refusal.messages[0].partition("” ")[2]
    else:
        told = any(SECRET.encode() in each or b"EXIF" in each for each in file.contents)
        became = " + ".join(f"{len(each) / 1_000:,.0f} kB" for each in file.contents) + (" AND ITS METADATA" * told)
    answers.put((time.process_time() - begun, peak() - before, became))


def main():
    tell("file", "weighs", "processor", "memory", "becomes")
    # A fresh process each time: one that is forked inherits the memory its parent once had.
    context = multiprocessing.get_context("spawn")
    for description, name, content in files():
        answers = context.Queue()
        process = context.Process(target=take_in, args=(name, content, answers))
        process.start()
        seconds, memory, became = answers.get()
        process.join()
        tell(description, f"{len(content) / 1_000:,.0f} kB", f"{seconds * 1_000:,.0f} ms", f"{memory:,.0f} MB", became)


def tell(description, weight, seconds, memory, became):
    sys.stdout.write(f"{description:<28}{weight:>12}{seconds:>12}{memory:>10}  {became}\n")


if __name__ == "__main__":
    main()
