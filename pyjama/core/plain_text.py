"""Markdown as a person would type it in a mail: the same words and links, without the marks."""

import re
from textwrap import indent, wrap

from markdown_it.tree import SyntaxTreeNode

from pyjama.core.rich_text import parsed

# RFC 5322 (2.1.1) wants lines under 78; whoever quotes one adds two.
WIDTH = 74
RULE = "———"
# What begins a line and is repeated, as marks of quotation or as space, on those that it is broken into.
OPENING = re.compile(r"(?:> ?)*(?: *(?:-|\d+[.)]) )?")


def to_text(source):
    """The plain text (str) of a person's Markdown (str): paragraphs apart, dashes for lists, links after their words."""
    return _blocks(SyntaxTreeNode(parsed(source)).children)


def wrapped(text):
    """A text (str) in lines that mail programs can quote; a link, and what has no-break spaces, stays whole."""
    return "\n".join(part for line in text.split("\n") for part in _lines(line))


def _lines(line):
    if len(line) <= WIDTH:
        return [line]
    opening = OPENING.match(line).group()
    following = re.sub(r"[^> ]", " ", opening)
    return wrap(
        line[len(opening) :],
        WIDTH,
        initial_indent=opening,
        subsequent_indent=following,
        break_long_words=False,
        break_on_hyphens=False,
    )


def _blocks(nodes, between="\n\n"):
    return between.join(_block(node) for node in nodes)


def _block(node):
    match node.type:
        case "bullet_list" | "ordered_list":
            return _list(node)
        case "blockquote":
            return indent(_blocks(node.children), "> ", lambda line: True)
        case "code_block" | "fence":
            return indent(node.content.rstrip("\n"), "    ")
        case "hr":
            return RULE
        case _:
            return _words(node.children[0].children) if node.children else node.content


def _list(node):
    """Its items, each behind its dash or number; apart from each other where their author left a line between them."""
    is_tight = all(part.hidden for item in node.children for part in item.children if part.type == "paragraph")
    first = int(node.attrGet("start") or 1) if node.type == "ordered_list" else None
    items = []
    for place, item in enumerate(node.children):
        marker = "- " if first is None else f"{first + place}. "
        text = _blocks(item.children, "\n" if is_tight else "\n\n")
        items.append(marker + indent(text, " " * len(marker)).lstrip(" "))
    return ("\n" if is_tight else "\n\n").join(items)


def _words(nodes):
    """What stands within a line: line breaks are kept, emphasis is dropped, a link stands after its words."""
    return "".join(_word(node) for node in nodes)


def _word(node):
    match node.type:
        case "softbreak" | "hardbreak":
            return "\n"
        case "link":
            words, address = _words(node.children), str(node.attrGet("href"))
            says_it = node.info == "auto" or words in {address, address.removeprefix("mailto:")}
            return words if says_it else f"{words} ({address})"
        case _:
            return _words(node.children) if node.children else node.content
