"""The text of a message that came in, as one would read it: charsets, flowed lines (RFC 3676), HTML made plain."""

import re

import html2text

# Nobody types as much.
MOST_BYTES = 1_000_000
# What is labelled so is read as the other by every browser (WHATWG, Encoding), and by every mail program.
WIDER = {"us-ascii": "windows-1252", "ascii": "windows-1252", "iso-8859-1": "windows-1252", "latin-1": "windows-1252"}
SIGNATURE = "-- "
QUOTED = re.compile(r"((?:>[ ]?)*)(.*)", re.DOTALL)


def text_of(message):
    """The words (str) of a message (EmailMessage): its plain text where it has one, or else its HTML as Markdown."""
    pieces = [piece.replace("\r\n", "\n").replace("\r", "\n") for piece in _texts(message)]
    return "\n\n".join(piece.strip("\n") for piece in pieces if piece.strip())


def _texts(part):
    """The texts of a part and of what it holds, in their order; of alternatives the plainest that says something."""
    if part.is_multipart():
        children = [child for child in part.iter_parts() if not is_file(child)]
        if part.get_content_type() == "multipart/related":
            children = children[:1]
        texts = [text for child in children for text in _texts(child)]
        return _best(children, texts) if part.get_content_type() == "multipart/alternative" else texts
    if part.get_content_type() == "text/plain":
        return [_plain(part)]
    return [markdown(decoded(part))] if part.get_content_type() == "text/html" else []


def _best(children, texts):
    """Among the texts of alternatives the first that is not blank: programs put the plain one first (RFC 2046, 5.1.4)."""
    return next(([text] for text in texts if text.strip()), [])


def is_file(part):
    """Whether a part was sent as a file, and not as words."""
    if part.is_multipart():
        return part.get_content_disposition() == "attachment"
    is_named = bool(part.get_filename())
    return part.get_content_disposition() == "attachment" or part.get_content_maintype() != "text" or is_named


def decoded(part):
    """The text (str) of a part, whatever it says of its charset: never fails, and loses as little as can be."""
    content = (part.get_payload(decode=True) or b"")[:MOST_BYTES]
    label = str(part.get_content_charset() or "utf-8").lower()
    for charset in ["utf-8" if label in WIDER else label, WIDER.get(label, label), "utf-8"]:
        try:
            return content.decode(charset).replace("\0", "")
        except (UnicodeDecodeError, LookupError):
            continue
    return content.decode("windows-1252", "replace").replace("\0", "")


def _plain(part):
    text = decoded(part)
    is_flowed = str(part.get_param("format", "")).lower() == "flowed"
    return unflowed(text, str(part.get_param("delsp", "")).lower() == "yes") if is_flowed else text


def unflowed(text, drops_space=False):
    """Join the lines that a program broke (RFC 3676, 4.1): those that end in a space go on in the next one."""
    lines, goes_on = [], False
    for line in text.replace("\r\n", "\n").split("\n"):
        marks, words = QUOTED.match(line).groups() if line.startswith(">") else ("", line)
        depth, words = marks.count(">"), words.removeprefix(" ") if not marks else words
        if goes_on and depth == lines[-1][0] and words != SIGNATURE:
            lines[-1][1] = (lines[-1][1][:-1] if drops_space else lines[-1][1]) + words
        else:
            lines.append([depth, words])
        goes_on = words.endswith(" ") and words != SIGNATURE
    return "\n".join("> " * depth + words for depth, words in lines)


def markdown(html):
    """HTML (str) as Markdown: quotes marked, lists and links kept, pictures left out."""
    writer = html2text.HTML2Text()
    writer.body_width, writer.ignore_images, writer.unicode_snob, writer.wrap_links = 0, True, True, False
    writer.single_line_break = False
    lines = (line.strip(" \t\u00a0\u202f") and line.rstrip() for line in writer.handle(html).split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip("\n")
