"""Words that are each in one place only, and seeing them again in whatever disguise."""

import base64
import hashlib
import html
import io
import re
import zipfile
import zlib
from functools import lru_cache
from itertools import count
from urllib.parse import quote, unquote_to_bytes

# A word, an address of the network, a digest.
MARK = re.compile(rb"zq\d{6}qz|2001:db8::[0-9a-f:]+|\b[0-9a-f]{32,64}\b")
DISGUISED = re.compile(rb"[A-Za-z0-9+/_-]{12,}")
ESCAPED = re.compile(rb"\\u00([0-9a-f]{2})|\\x([0-9a-f]{2})", re.IGNORECASE)
DEEPEST = 2


class Words:
    """The words that were given out, and whose each is."""

    def __init__(self):
        self.about, self.numbers, self.aliases = {}, count(), {}

    def next(self, place, pk, owners):
        """A new one, for a field ("app.Model.name") of a row that is these people's (a set of ids)."""
        word = f"zq{next(self.numbers):06d}qz"
        self.about[word] = (place, pk, owners)
        self.aliases[word.encode()] = word
        return word

    def know(self, value, word):
        """An address by which the word is known too: as it is, and as its digests."""
        self.aliases[value.encode()] = word
        for digest in (hashlib.md5, hashlib.sha1, hashlib.sha256):
            self.aliases[digest(value.encode()).hexdigest().encode()] = word

    def found_in(self, content):
        """The words (a set) in some bytes, in whatever disguise."""
        seen = {mark for part in unfolded(content) for mark in MARK.findall(part.lower())}
        return {self.aliases[mark] for mark in seen if mark in self.aliases}


def unfolded(content, depth=0):
    """Some bytes, and what is inside them (bytes each)."""
    yield content
    if depth < DEEPEST:
        for part in (*unpacked(content), *unescaped(content), *decoded(content)):
            yield from unfolded(part, depth + 1)


def unpacked(content):
    """What is inside a ZIP or a PDF (a list of bytes): names and contents."""
    inside = re.findall(rb"stream\r?\n(.*?)endstream", content, re.DOTALL) if content.startswith(b"%PDF") else []
    return [*filter(None, map(inflated, inside)), *(unzipped(content) if content.startswith(b"PK") else [])]


def unzipped(content):
    """What is inside a ZIP, and nothing where it only begins as one."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = archive.namelist()
            return [name.encode() for name in names] + [archive.read(name) for name in names]
    except (zipfile.BadZipFile, ValueError, EOFError, zlib.error, NotImplementedError):
        return []


def unescaped(content):
    """The same without the escapes of addresses, of HTML and of JSON, where it has such."""
    if b"%" in content:
        yield unquote_to_bytes(content)
    if b"&#" in content:
        yield html.unescape(content.decode(errors="replace")).encode()
    if ESCAPED.search(content):
        yield ESCAPED.sub(lambda found: bytes.fromhex((found[1] or found[2]).decode()), content)


def decoded(content):
    """What stands in base64, wherever it begins, deflated or not."""
    return [plain for run in {*DISGUISED.findall(content)} for plain in decoded_run(run)]


@lru_cache(maxsize=100_000)
def decoded_run(run):
    """The same of letters without a break: most stand on many pages."""
    texts = (run[shift:].replace(b"-", b"+").replace(b"_", b"/") for shift in range(4))
    found = [base64.b64decode(text[: len(text) // 4 * 4]) for text in texts]
    return [plain for plain in found if b"zq" in plain.lower()] + [*filter(None, map(inflated, found))]


def inflated(content):
    """What was deflated, or None."""
    try:
        return zlib.decompressobj().decompress(content)
    except zlib.error:
        return None


def control():
    """How many disguises of a word are seen through, of how many."""
    words, packed = Words(), io.BytesIO()
    word = words.next("x", 1, set())
    words.know("somebody@example.org", word)
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("x.xml", word)
    plain = [word, word.upper(), f"x{word}x", quote(f"é{word}"), "".join(f"%{ord(each):02x}" for each in word)]
    plain += ["".join(shape.format(ord(each)) for each in word) for shape in ("&#{};", "&#x{:x};", "\\u{:04x}", "\\x{:02x}")]
    plain += [base64.b64encode(f"{before} {word} after".encode()).decode() for before in ("x", "xy", "xyz")]
    plain += [base64.urlsafe_b64encode(zlib.compress(f"before {word} after".encode())).decode()]
    plain += [hashlib.new(name, b"somebody@example.org").hexdigest() for name in ("md5", "sha1", "sha256")]
    tried = [f"<p>{text}</p>".encode() for text in plain]
    tried += [packed.getvalue(), b"%PDF-1.7 stream\n" + zlib.compress(word.encode()) + b"endstream"]
    return sum(word in words.found_in(content) for content in tried), len(tried)
