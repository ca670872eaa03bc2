"""Files made in memory for the tests: sound ones, and the ones that mean harm."""

import io
import struct
import zlib

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

SECRET = "Latitude 46.8139"
PDF = b"%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Count 0/Kids[]>>endobj\n"
PDF_END = b"trailer<</Root 1 0 R>>\nstartxref\n9\n%%EOF\n"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
HTML = b"<!doctype html><script>alert(1)</script>"


def upload(content, name):
    """A file as a browser sends it; the type it claims is never believed, so it claims nothing."""
    return SimpleUploadedFile(name, content, content_type="application/octet-stream")


def picture(kind="PNG", size=(40, 30), mode="RGB", **options):
    """The bytes of a picture: its left half coral, its right half ink."""
    image = Image.new(mode, size, "#e0563b")
    image.paste("#232157", (size[0] // 2, 0, *size))
    written = io.BytesIO()
    image.save(written, kind, **options)
    return written.getvalue()


def telling_picture():
    """The bytes of a photograph that lies on its side and tells where it was taken."""
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010E] = SECRET
    return picture("JPEG", (60, 20), exif=exif.tobytes(), comment=SECRET.encode())


def animation(kind="GIF"):
    """The bytes of an animation whose first image is coral and whose second is ink."""
    frames = [Image.new("RGB", (10, 10), colour) for colour in ("#e0563b", "#232157")]
    written = io.BytesIO()
    frames[0].save(written, kind, save_all=True, append_images=frames[1:])
    return written.getvalue()


def chunk(kind, content):
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def bomb(side=30_000):
    """The bytes of a PNG of about 100 kB that unfolds into `side` times `side` pixels."""
    header = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    packer = zlib.compressobj(9)
    rows = b"".join(packer.compress(bytes(side // 8 + 1)) for _ in range(side)) + packer.flush()
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def boast(kind, side):
    """The bytes of a small animation that says its images have `side` times `side` pixels."""
    content = bytearray(animation(kind))
    if kind == "GIF":
        content[6:10] = struct.pack("<HH", side, side)
    else:
        content[24:30] = (side - 1).to_bytes(3, "little") * 2
    return bytes(content)


def tiring_jpeg(passes=3_000):
    """The bytes of a small JPEG, of 60 kB, that asks for thousands of passes over its pixels."""
    content = picture("JPEG", (1_000, 1_000), progressive=True)
    last_pass = content[content.rindex(b"\xff\xda") : -2]
    return content[:-2] + last_pass * passes + b"\xff\xd9"


def crumbs(kind, number=60_000):
    """The bytes of a small picture with thousands of empty parts in it."""
    content, crumb, place = {
        "JPEG": (picture("JPEG"), b"\xff\xfe\0\2", 2),
        "PNG": (picture("PNG"), chunk(b"none", b""), 33),
        "GIF": (picture("GIF"), b"\x21\xfe\1 \0", picture("GIF").index(b",\0\0\0\0")),
    }[kind]
    return content[:place] + crumb * number + content[place:]


def wordy_png():
    """The bytes of a small PNG with 64 MB of text squeezed into it."""
    text = b"comment\0\0" + zlib.compress(bytes(64_000_000), 9)
    start = picture()
    return start[:33] + chunk(b"zTXt", text) + start[33:]


def pdf(inside=b""):
    """The bytes of a small PDF, with something of yours in its middle."""
    return PDF + inside + b"\n" + PDF_END


def logo():
    return upload(picture(), "logo.png")


def proof():
    return upload(pdf(), "letters-patent.pdf")


def photograph(size=(4_000, 3_000)):
    """The bytes of a JPEG as a telephone takes it: many soft shapes, some grain, and where it was taken."""
    image = Image.effect_noise((size[0] // 16, size[1] // 16), 90).resize(size, Image.Resampling.BICUBIC)
    grain = Image.effect_noise((size[0] // 2, size[1] // 2), 40).resize(size)
    image = Image.merge("RGB", [image, Image.blend(image, grain, 0.2), image.transpose(Image.Transpose.ROTATE_180)])
    exif = Image.Exif()
    exif[0x010E] = SECRET
    written = io.BytesIO()
    image.save(written, "JPEG", quality=90, exif=exif.tobytes())
    return written.getvalue()


def objects_pdf(*objects, trailer=b""):
    """The bytes of a PDF whose objects (bytes, numbered from 10) lie compressed in one object stream."""
    starts, body = [], b""
    for content in objects:
        starts.append(len(body))
        body += content + b" "
    head = b" ".join(b"%d %d" % (number, start) for number, start in enumerate(starts, 10)) + b" "
    packed = zlib.compress(head + body)
    about = b"3 0 obj<</Type/ObjStm/N %d/First %d/Filter/FlateDecode/Length %d>>" % (len(objects), len(head), len(packed))
    return pdf(about + b"stream\n" + packed + b"\nendstream endobj\n" + trailer)
