"""A real browser, watched: what its console, its network and its security policy complain of."""

import os
import shutil

SHELL = "headless-shell"
CANDIDATES = [
    f"chromium-{SHELL}",
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
]
TELL_VIOLATIONS = """
  document.addEventListener("securitypolicyviolation", (event) =>
    console.error(`The security policy forbids ${event.violatedDirective}: ${event.blockedURI}`));
"""
# What the server refuses is looked at as a response; a search that one typed on is dropped for the next, which htmx tells;
# a service worker that a test does not want is refused aloud; a network is missing only where a test has cut it.
UNHEARD = (
    "Failed to load resource: the server responded with a status of",
    "Failed to load resource: net::ERR_INTERNET_DISCONNECTED",
    "htmx:afterRequest",
    "htmx:sendAbort",
    "Service Worker registration blocked by Playwright",
)
LOCALES = {"fr": "fr-CA", "en": "en-CA"}


def find_chromium(*, is_whole=False):
    """The path of a browser on this machine; CHROMIUM overrules what we know.

    One that `is_whole` has what a shell without a window leaves out, such as notifications: no shell takes its place.
    """
    named = [os.environ["CHROMIUM"]] if os.environ.get("CHROMIUM") else CANDIDATES
    if is_whole:
        named = [candidate for candidate in (*named, *CANDIDATES) if not candidate.endswith(SHELL)]
    path = next(filter(None, map(shutil.which, named)), None)
    assert path, f"None of these browsers is here: {', '.join(named)}. bin/test installs one."
    return path


class Watch:
    """Writes down what nobody should see while a site is visited."""

    def __init__(self, site):
        self.site = site
        self.complaints = []

    def follow(self, context):
        context.add_init_script(TELL_VIOLATIONS)
        context.on("console", self.hear)
        context.on("weberror", lambda error: self.complaints.append(f"script: {error.error}"))
        context.on("request", self.see_request)
        context.on("response", self.see_response)

    def hear(self, message):
        if message.type in {"error", "warning"} and not message.text.startswith(UNHEARD):
            self.complaints.append(f"console: {message.text} ({message.location})")

    def see_request(self, request):
        if not request.url.startswith((self.site.origin + "/", "data:")):
            self.complaints.append(f"a request to another host: {request.url}")

    def see_response(self, response):
        """What is wrong in a form is a 422, a refusal a 409; only an address that somebody opens may be missing."""
        expected = {404, 409, 422} if response.request.is_navigation_request() else {409, 422}
        if response.status >= 400 and response.status not in expected:
            self.complaints.append(f"{response.status}: {response.url}")
