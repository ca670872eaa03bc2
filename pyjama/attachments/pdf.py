"""What hides in a PDF: what acts, what is locked, and what it says of whoever made it.

A PDF is a list of numbered objects; since 1.5 some of them lie compressed inside others, the object streams, which are
unfolded here. What is taken out is overwritten by as many bytes, so that each object stays where the file's own table says.
"""

import re
import zlib

HEX_IN_NAME = re.compile(rb"#([0-9A-Fa-f]{2})")
ACTIVE = re.compile(
    rb"/(JavaScript|Launch|EmbeddedFile|RichMedia|Rendition|OnInstantiate|SubmitForm|ImportData|GoToE|GoToR|XFA(?=[\s\[%\0]))"
)
LOCKED = re.compile(rb"/Encrypt(?![A-Za-z])")
INFORMATION = re.compile(rb"/Info\s{1,4}(\d{1,10})\s{1,4}\d{1,5}\s{1,4}R")
BEGINNING = re.compile(rb"(?<!\d)(\d{1,10})\s{1,4}\d{1,5}\s{1,4}obj\b")
METADATA = re.compile(rb"/Type\s{0,4}/Metadata\b")
# What stands before an object stream, as every program that makes one writes it.
PACKED = re.compile(
    rb"<<(?=[^<>]*/First)(?:\s*/(?:Type\s*/ObjStm|N\s+\d+|First\s+\d+|Length\s+\d+(?:\s+\d+\s+R)?|Extends\s+\d+\s+\d+\s+R"
    rb"|Filter\s*(?:/FlateDecode|\[\s*/FlateDecode\s*\])))+\s*>>\s*stream\r?\n"
)
# What betrays one, written in whatever way: an outline has its /First too, but as a reference.
SIGN = re.compile(rb"/ObjStm|/First(?!\w|\s+\d+\s+\d+\s+R)")
FIRST = re.compile(rb"/First\s+(\d{1,10})")
FIRST_OF_ANY_KIND = re.compile(rb"/First(?!\w)")
# A photograph inside says where and when it was taken.
PLACE = re.compile(rb"\xff[\xe1\xed](..)(?=Exif\0\0|http://ns\.adobe\.com/|Photoshop 3\.0\0)", re.DOTALL)
END, END_OF_STREAM = b"endobj", b"endstream"
MOST_UNFOLDED = 32 * 1024 * 1024
MOST_OBJECTS, MOST_HIDDEN = 100_000, 200_000


class Unreadable(Exception):
    """A PDF in which something cannot be looked at."""


def acts(content):
    """Say whether a PDF (bytes) holds a program, another file, or something that starts or sends one."""
    return any(ACTIVE.search(_plain(part)) for part in [content, *_unfolded(content)])


def is_locked(content):
    """Say whether a PDF (bytes) is encrypted, so that nobody can see what it does."""
    return bool(LOCKED.search(_plain(content)))


def without_metadata(content):
    """The PDF (bytes, as many) without its author, its dates and programs, and where its photographs were taken."""
    about = set(INFORMATION.findall(content))
    silent = bytearray(END.join(_silent(part, about) for part in _objects(content)))
    stop = 0
    while place := PLACE.search(silent, stop):
        start, stop = place.end(), max(place.end(), place.start() + 2 + int.from_bytes(place[1]))
        silent[start:stop] = bytes(len(silent[start:stop]))
    return bytes(silent)


def _objects(content):
    """The parts of the file (bytes), each of which ends where an object does."""
    parts = content.split(END, MOST_OBJECTS)
    if len(parts) > MOST_OBJECTS:
        raise Unreadable
    return parts


def _plain(content):
    """A name in a PDF may hide its letters as #4A: the content with such letters read."""
    if content.count(b"#") > MOST_HIDDEN:
        raise Unreadable
    return HEX_IN_NAME.sub(lambda letter: bytes.fromhex(letter[1].decode()), content)


def _unfolded(content):
    """What each object stream holds (bytes); all of them together no more than MOST_UNFOLDED.

    Programs that read a PDF find such a stream in many disguises. Only the usual one is looked into: Unreadable for another.
    """
    heads, room = [*PACKED.finditer(content)], MOST_UNFOLDED
    plain = _plain(content)
    if len(SIGN.findall(plain)) > sum(len(SIGN.findall(head[0])) for head in heads) or _first_of_streams(plain) > len(heads):
        raise Unreadable
    for head in heads:
        unfolded = _inflated(content[head.end() : content.find(END_OF_STREAM, head.end())], room)
        room -= len(unfolded)
        yield unfolded


def _first_of_streams(plain):
    """How many streams (int) have a /First, be it a reference and without any /Type: only those that hold objects do."""
    before = [part.rpartition(END)[2] for part in plain.split(b"stream")[:-1]]
    return sum(bool(FIRST_OF_ANY_KIND.search(head)) for head in before)


def _inflated(stream, room):
    """What a compressed stream holds (bytes); Unreadable where that is more than `room`, or no sound stream."""
    unpacking = zlib.decompressobj()
    try:
        unfolded = unpacking.decompress(stream, max(room, 1))  # 0 would mean as much as there is.
    except zlib.error as cause:
        raise Unreadable from cause
    if not unpacking.eof:
        raise Unreadable
    return unfolded


def _silent(part, about):
    """One object (bytes, as many) that says nothing of who made the file; `about` has the numbers of those that do."""
    if head := PACKED.search(part):
        stop = part.rfind(END_OF_STREAM)
        return part[: head.end()] + _silent_stream(head[0], part[head.end() : stop], about) + part[stop:]
    head, stream, rest = _cut(part)
    number = BEGINNING.search(head)
    if number and number[1] in about:
        return part[: number.end()] + _empty(len(part) - number.end())
    if stream and METADATA.search(head):
        return head + (_packed(b"", len(stream)) if b"/Filter" in head else b" " * len(stream)) + rest
    return part


def _cut(part):
    """An object in three (bytes): what stands before its stream, the stream, "" where it has none, and the rest."""
    start, stop = part.find(b"stream"), part.rfind(END_OF_STREAM)
    if not 0 <= start < stop:
        return part, b"", b""
    start += len(b"stream\r\n") if part[start + 6 : start + 8] == b"\r\n" else len(b"stream\n")
    return part[:start], part[start:stop], part[stop:]


def _silent_stream(head, stream, about):
    """An object stream (bytes, as many) whose objects say nothing of who made the file."""
    unfolded, first = bytearray(_inflated(stream, MOST_UNFOLDED)), FIRST.search(head)
    words = unfolded[: int(first[1])].split() if first else []
    starts = {bytes(number): int(first[1]) + int(start) for number, start in zip(words[::2], words[1::2], strict=True)}
    if not about & starts.keys():
        return stream
    for number in about & starts.keys():
        start = starts[number]
        stop = min((each for each in starts.values() if each > start), default=len(unfolded))
        unfolded[start:stop] = _empty(stop - start)
    return _packed(unfolded, len(stream))


def _empty(length):
    """A dictionary with nothing in it, in so many bytes."""
    return b" <<>>".ljust(length)[:length]


def _packed(content, length):
    """The content compressed, in exactly so many bytes: a reader stops where the compression says it ends."""
    packed = zlib.compress(content, 9)
    if len(packed) > length:
        raise Unreadable
    return packed.ljust(length)
