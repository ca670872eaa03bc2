"""What somebody wrote herself in an answer: without what her program quoted, and without her signature.

The quotes are found by quotequail. What it does not know is made known to it, or cut off, here (docs/decisions/0037 tells
what was compared): a word too many is a smaller harm than a word that is lost, so in doubt it stays.
"""

import re

import quotequail

MOST_CHARACTERS, MOST_LINES = 60_000, 800
MOST_FOOTERS = 5

# “On (a day, somebody) wrote:”, in up to four lines, as programs break it.
ATTRIBUTION = re.compile(
    r"^(?P<marks>[> \t]*)(?P<words>(?:Le|On)\b(?:[^\n]|\n(?![> \t]*\n)){4,400}?"
    r"(?:a[\s>]+écrit|wrote)[ \u00a0\u202f]?:)[ \t]*",
    re.MULTILINE,
)
HEADER = re.compile(r"^[* ]*(De|From)[ \u00a0]*:[* ]*", re.MULTILINE)
HEADER_NAMES = r"(?:De|Envoyé|Date|À|Objet|Cc|From|Sent|To|Subject)"
BOLD_HEADER = re.compile(rf"^\*\*({HEADER_NAMES})[ \u00a0]*:\*\*[ \t]*", re.MULTILINE)
ORIGINAL = re.compile(r"^[> \t]*-{3,} ?Message d['’](?:origine|origin) ?-{3,}[ \t]*$", re.MULTILINE | re.IGNORECASE)
# An invisible mark that keeps a line from being taken for a quote.
KEEP = "\u2060"

DELIMITER = re.compile(r"^--[ \u00a0]?$", re.MULTILINE)
MOST_SIGNED_LINES = 15
PROGRAMS = (
    r"\[?(?:Outlook|Mail|Yahoo|AOL|Proton|Samsung|Gmail|K-9|Thunderbird|Spark|BlueMail|BlackBerry|Courrier|iPhone|iPad"
    r"|Android)"
)
SENT_FROM = re.compile(
    rf"""\n*^[ \t]*(?:
      (?:Envoyé|Expédié|Transmis)\ (?:de|depuis|à\ partir\ de|avec|par|via)
        \ (?:mon\ |ma\ |un\ |une\ |la\ messagerie\ |{PROGRAMS})
    | Sent\ (?:from|with|via|using)\ (?:my\ |a\ |{PROGRAMS})
    | (?:Get|Obtenir|Obtenez|Téléchargez|Télécharger)\ \[?Outlook\ (?:for|pour)\b
    | Provenance\ :\ \[?Courrier
    ).{{0,160}}\s*\Z""",
    re.MULTILINE | re.VERBOSE,
)
NOTICE = re.compile(
    r"\n*^[ *_]*(?:avis|mise en garde|avertissement|note|notice|confidentialité|confidential(?:ity)?|disclaimer)"
    r"\b[^\n:]{0,40}:(?=[^\n]{60})(?=.{0,600}?(?:confiden|destinataire|destiné|intended))(?:[^\n]|\n(?!\n))*\s*\Z",
    re.MULTILINE | re.IGNORECASE | re.DOTALL,
)
RULE = re.compile(r"\s*^[ \t]*(?:\* \* \*|_{5,}|-{5,})[ \t]*\s*\Z", re.MULTILINE)
BLOCK = re.compile(r"(?:^>[^\n]*(?:\n|\Z))+", re.MULTILINE)


def own_words(text):
    """What the sender wrote (str) in the text of an answer: above, below or between what she quotes.

    A text longer than anybody's answer comes back whole.
    """
    if len(text) > MOST_CHARACTERS or text.count("\n") > MOST_LINES:
        return text
    text = _marked(text)
    found = quotequail.unwrap(text)
    if not found:
        return _signed_off(text)
    above, below = found.get("text_top", ""), found.get("text_bottom", "")
    if BLOCK.search(below):
        below = _between(found.get("text", ""), below) if _signed_off(BLOCK.sub("", below)) else ""
    return "\n\n".join(filter(None, map(_signed_off, [above, below])))


def _marked(text):
    """The text with each line that introduces a quote as quotequail knows it, and other lines marked to stay."""
    text = ORIGINAL.sub("-----Original Message-----", BOLD_HEADER.sub(r"\1: ", text))
    return HEADER.sub(_header, ATTRIBUTION.sub(_attribution, text))


def _attribution(match):
    """One line of its own, where it tells a day or an address; people write of poets too."""
    words = re.sub(r"[\s>]*\n[\s>]*", " ", match["words"])
    if not re.search(r"\d|@", words):
        return KEEP + match[0]
    ends_line = match.string[match.end() : match.end() + 1] in {"", "\n"}
    return match["marks"].strip(" \t") + (" " if ">" in match["marks"] else "") + words + ("" if ends_line else "\n")


def _header(match):
    """Somebody's address stands behind the name of a header; behind other words with a colon none does."""
    beginning = match.string[match.end() : match.end() + 400].split("\n\n", 1)[0]
    return match[0] if "@" in beginning else KEEP + match[0]


def _between(first, below):
    """Answers between the lines: each with the end of what it answers, and without what is quoted after the last one."""
    asked = "\n".join(f"> {line}".rstrip() for line in first.split("\n"))
    text = BLOCK.sub(lambda block: _end_of(block[0]), f"{asked}\n\n{below}\n")
    return re.sub(r"(?:^>[^\n]*\n?|\n)+\Z", "", text, flags=re.MULTILINE)


def _end_of(block):
    """The last paragraph of a quote (str)."""
    paragraphs = re.split(r"^[> ]*\n", block.rstrip("> \n") + "\n", flags=re.MULTILINE)
    return next((paragraph for paragraph in reversed(paragraphs) if paragraph.strip("> \n")), "").rstrip("\n") + "\n"


def _signed_off(text):
    """The text without what a program or a company puts under it, however often."""
    text = text.replace(KEEP, "").strip("\n").rstrip()
    if (line := DELIMITER.search(text)) and text.count("\n", line.end()) <= MOST_SIGNED_LINES:
        text = text[: line.start()].rstrip()
    for footer in (SENT_FROM, NOTICE, RULE) * MOST_FOOTERS:
        text = footer.sub("", text, count=1).rstrip()
    return text if text.strip() else ""
