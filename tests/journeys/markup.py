"""Whether a page is valid HTML: it parses without an error, and keeps those rules of the standard that no parser knows.

The tables name what this site uses: an element or an attribute that is not in them is obsolete, mistyped, or to be added.
"""

import re
from collections import Counter
from itertools import pairwise

from html5rdf import HTMLParser

# Elements, and what attributes they have besides those that are for all: within a sentence, and around sentences.
WORDS = "abbr b bdi br cite code del em i kbd mark q s small span strong sub sup svg var"
WITHIN_TEXT = dict.fromkeys(WORDS.split(), "") | {
    "a": "href hreflang rel target download",
    "button": "name value type form formaction formnovalidate",
    "iframe": "src sandbox",
    "img": "src srcset sizes alt width height loading decoding fetchpriority",
    "input": "type name value form checked required placeholder autocomplete inputmode maxlength min max multiple accept",
    "label": "for",
    "link": "rel href hreflang as type crossorigin title",
    "meta": "charset name content media property",
    "meter": "min max value",
    "script": "src type defer",
    "select": "name required",
    "template": "",
    "textarea": "name rows cols maxlength required readonly placeholder inputmode",
    "time": "datetime",
}
BLOCKS = (
    "html head title body article aside blockquote dd div dl dt fieldset figcaption figure footer h1 h2 h3 h4 h5 h6 "
    "header hr legend li main nav p pre section summary table caption tbody thead tr ul"
)
AROUND_TEXT = dict.fromkeys(BLOCKS.split(), "") | {
    "details": "open",
    "form": "action method enctype",
    "ol": "start",
    "option": "value selected",
    "td": "colspan rowspan",
    "th": "scope colspan rowspan",
}
ATTRIBUTES = {tag: {*names.split()} for tag, names in (WITHIN_TEXT | AROUND_TEXT).items()}
EVERYWHERE = re.compile(r"(id|class|lang|title|translate|hidden|role|tabindex|autofocus|spellcheck|(aria|data)-[a-z-]+)$")
# What mail programs still read, and pages no longer say.
OF_MAIL = {"base": "target", "style": "", "table": "width cellpadding cellspacing border", "td": "align"}
IN_A_MAIL = {tag: {"style", *ATTRIBUTES.get(tag, ()), *OF_MAIL.get(tag, "").split()} for tag in [*ATTRIBUTES, *OF_MAIL]}

# Elements that hold nothing but what stands within a sentence; those that hold what their own holder may.
HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
SENTENCES = "p pre span b i em strong small bdi code kbd mark time label button legend summary abbr q cite"
LINES = HEADINGS | {*SENTENCES.split()}
MAY_HAVE_HEADINGS = {"legend", "summary"}
TRANSPARENT = {"a", "del"}
CHILDREN = {
    "ul": {"li"},
    "ol": {"li"},
    "dl": {"dt", "dd", "div"},
    "table": {"caption", "thead", "tbody"},
    "thead": {"tr"},
    "tbody": {"tr"},
    "tr": {"th", "td"},
    "select": {"option"},
}
PARENTS = {
    "li": {"ul", "ol"},
    "dt": {"dl", "div"},
    "dd": {"dl", "div"},
    "tr": {"thead", "tbody"},
    "td": {"tr"},
    "th": {"tr"},
}
PARENTS |= {"legend": {"fieldset"}, "summary": {"details"}, "figcaption": {"figure"}}
FIRST = {"legend": "fieldset", "summary": "details"}
# What one can press or fill stands in nothing else that one can press.
PRESSED = {"a", "button", "label", "summary"}
CONTROLS = {"a", "button", "select", "textarea", "details", "iframe", "label"}
MAY_BE_LABELLED = {"button", "input", "meter", "select", "textarea"}

NAMED = ("for", "list", "form", "headers", "aria-labelledby", "aria-describedby", "aria-controls", "aria-owns")
TARGETS = ("href", "data-hx-target", "data-hx-select-oob")
ANCHOR = re.compile(r"#([\w-]+)")
LANGUAGE = re.compile(r"(fr|en)-CA$")
MOMENT = re.compile(r"\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d)?([+-]\d\d:\d\d|Z))?$")


def faults(html, *, is_fragment=False, is_mail=False):
    """What is wrong with a page, with a fragment of one or with a mail: a list of str."""
    parser = HTMLParser(namespaceHTMLElements=False)
    root = (parser.parseFragment if is_fragment else parser.parse)(html)
    elements = [element for element in root.iter() if isinstance(element.tag, str) and "}" not in element.tag]
    holders = {child: element for element in elements for child in element}
    attributes = IN_A_MAIL if is_mail else ATTRIBUTES
    found = [f"{code} {facts} at {place}" for place, code, facts in parser.errors]
    for element in elements:
        found += [f"{shown(element)}: {fault}" for fault in faults_of(element, holders, attributes)]
    whole = [] if is_fragment or is_mail else [*headings(elements), *frame(elements), *missing(elements)]
    return [*found, *repeated(elements), *whole]


def shown(element):
    """An element as one finds it in the page."""
    return f"<{element.tag}{''.join(f' {name}={value!r}' for name, value in element.attrib.items())}>"[:120]


def faults_of(element, holders, attributes):
    """What is wrong with one element."""
    above, holder = [], holders.get(element)
    while holder is not None:
        above.append(holder.tag)
        holder = holders.get(holder)
    yield from wrong_attributes(element, attributes)
    yield from wrong_values(element)
    yield from wrong_place(element.tag, above)
    yield from wrong_content(element)
    if is_control(element) and (inside := PRESSED & {*above}) - label_of(element):
        yield f"within {inside}"


def wrong_attributes(element, attributes):
    if "-" in element.tag or element.tag == "DOCUMENT_FRAGMENT":
        return
    if element.tag not in attributes:
        yield "no such element"
        return
    for name in element.attrib:
        if name not in attributes[element.tag] and not EVERYWHERE.match(name):
            yield f"no such attribute: {name}"


def wrong_values(element):
    said = element.attrib
    if not LANGUAGE.match(said.get("lang", "fr-CA")):
        yield "no such language"
    if not MOMENT.match(said.get("datetime", "2000-01-01")):
        yield "no such moment"
    if element.tag == "meter" and not float(said["min"]) <= float(said["value"]) <= float(said["max"]):
        yield "out of its range"
    if said.get("type") == "hidden" and any(name.startswith("aria-") for name in said):
        yield "described, and hidden"
    if re.search(r"\s|^$", said.get("id", "x")):
        yield "no such id"


def wrong_place(tag, above):
    """`above` are the tags it stands in, the nearest first."""
    parent = above[0] if above else ""
    holder = next((each for each in above if each not in TRANSPARENT and "-" not in each), "")
    is_heading = holder in MAY_HAVE_HEADINGS and tag in HEADINGS
    if holder in LINES and not (tag in WITHIN_TEXT or is_heading or "-" in tag):
        yield f"a block within {holder}"
    if parent in CHILDREN and tag not in CHILDREN[parent]:
        yield f"not for {parent}"
    # What a template holds stands nowhere yet.
    if tag in PARENTS and parent not in PARENTS[tag] | {"template"}:
        yield f"outside of {PARENTS[tag]}"
    if tag in {"header", "footer", "main"} & {*above}:
        yield f"within another {tag}"


def wrong_content(element):
    for place, child in enumerate(element):
        if FIRST.get(child.tag) == element.tag and place:
            yield f"{child.tag} is not the first in it"
    if element.tag == "label" and len([each for each in element.iter() if each.tag in MAY_BE_LABELLED]) > 1:
        yield "labels two fields"
    if element.tag in CHILDREN and element.text and element.text.strip():
        yield "text between its parts"


def is_control(element):
    return element.tag in CONTROLS or (element.tag == "input" and element.get("type") != "hidden")


def label_of(element):
    """A field may stand in its own label."""
    return {"label"} if element.tag in MAY_BE_LABELLED else set()


def repeated(elements):
    counted = Counter(element.get("id") for element in elements if element.get("id"))
    return [f"the id {name} stands there {times} times" for name, times in counted.items() if times > 1]


def missing(elements):
    """Ids that something points at, and that are not there."""
    ids = {element.get("id") for element in elements}
    for element in elements:
        named = [name for attribute in NAMED for name in element.get(attribute, "").split()]
        local = [element.get(name, "") for name in TARGETS if element.get(name, "").startswith("#")]
        for name in [*named, *(name for target in local for name in ANCHOR.findall(target))]:
            if name not in ids:
                yield f"{shown(element)}: nothing has the id {name}"


def headings(elements):
    levels = [int(element.tag[1]) for element in elements if element.tag in HEADINGS]
    if levels.count(1) != 1:
        yield f"{levels.count(1)} headings of the first level"
    for before, after in pairwise(levels):
        if after > before + 1:
            yield f"a heading of level {after} follows one of level {before}"


def frame(elements):
    """What the page itself must say."""
    tags = Counter(element.tag for element in elements)
    if not elements[0].get("lang"):
        yield "the page does not say its language"
    if not any(element.tag == "title" and (element.text or "").strip() for element in elements):
        yield "the page has no title"
    yield from (f"{tags[tag]} times {tag}" for tag in ("title", "main") if tags[tag] != 1)
