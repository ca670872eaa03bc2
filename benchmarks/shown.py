"""Pages as a browser shows them, and the forms that they have: what injection.py reads."""

import re
from html.parser import HTMLParser
from http.server import BaseHTTPRequestHandler

MARK = re.compile(rb"zx(\d{7})xz")
LISTEN = "window.times = 0; window.ran = () => { window.times += 1; }; window.alert = window.ran;"
SWEEP = """async () => {
  const everything = [...document.querySelectorAll("*")];
  const shown = [];
  const kinds = NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_CDATA_SECTION;
  const walk = (root) => {
    const walker = document.createTreeWalker(root, kinds);
    while (walker.nextNode()) {
      const node = walker.currentNode;
      if (node.nodeType !== 1) shown.push(node.data);
      else {
        for (const { value } of node.attributes) shown.push(value);
        if (node.content instanceof DocumentFragment) walk(node.content);
      }
    }
  };
  walk(document);
  for (const each of everything) {
    for (const name of ["mouseover", "pointerenter", "focus", "animationstart"]) {
      each.dispatchEvent(new Event(name, {bubbles: true}));
    }
    each.focus?.();
    if (["javascript:", "vbscript:", "data:"].includes(each.protocol)) each.click();
  }
  await new Promise((done) => setTimeout(done, 10));
  const handlers = everything.flatMap((each) => [...each.attributes]).filter(({ name }) => name.startsWith("on"));
  const marks = shown.join(" ").matchAll(/zx(\\d{7})xz/gi);
  return { ran: window.times + handlers.length, marks: [...new Set([...marks].map(([, number]) => Number(number)))] };
}"""


class Forms(HTMLParser):
    """The forms of a page: dicts of an `action`, a `method` and `fields`, the type and the value of each by its name."""

    def __init__(self, content):
        super().__init__()
        self.forms = []
        self.feed(content.decode(errors="replace"))

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        if tag == "form":
            self.forms.append({"action": given.get("action") or "", "method": given.get("method", "get"), "fields": {}})
        elif self.forms and given.get("name") and tag in {"input", "textarea", "select", "button"}:
            kind = given.get("type", "text") if tag in {"input", "button"} else tag
            self.forms[-1]["fields"].setdefault(given["name"], (kind, given.get("value") or ""))


class Pages(BaseHTTPRequestHandler):
    """Gives the page that is to be seen, and nothing else."""

    shown = (b"", {})

    def do_GET(self):
        body, headers = type(self).shown if self.path == "/shown" else (b"", {})
        self.send_response(200 if self.path == "/shown" else 404)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *arguments):
        pass


class Reader:
    """A browser that is given pages of the site, under its policy or none."""

    def __init__(self, browser, server, *, has_policy):
        self.has_policy, self.ran, self.opened, self.swallowed = has_policy, [], 0, []
        self.url = f"http://127.0.0.1:{server.server_port}/shown"
        self.page = browser.new_context().new_page()
        self.page.add_init_script(LISTEN)
        self.page.on("dialog", lambda dialog: dialog.dismiss())
        self.page.on("request", self.hear)

    def hear(self, request):
        if "canary.example" in request.url:
            self.ran.append(("a request to the canary", request.url))

    def see(self, what, body, kind="text/html; charset=utf-8", policy=""):
        """Open a page; what ran on it is noted by the words `what`, and which marks were lost. Returns the marks shown."""
        headers = {"Content-Type": kind, "X-Content-Type-Options": "nosniff"}
        if self.has_policy and policy:
            headers["Content-Security-Policy"] = policy
        Pages.shown = (body, headers)
        self.page.goto(self.url, wait_until="load")
        self.opened += 1
        found = self.page.evaluate(SWEEP)
        if found["ran"]:
            self.ran.append((what, found["ran"]))
        lost = {int(mark) for mark in MARK.findall(body)} - {*found["marks"]}
        self.swallowed += [(what, number) for number in lost]
        return found["marks"]
