"""Somebody at a browser without scripts, whose every request goes to the next node, as behind a proxy."""

import re
from http.cookies import SimpleCookie
from itertools import cycle
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart

TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="(\w+)"')


class Unfollowed(HTTPRedirectHandler):
    """A redirection is an answer: what it leads to is asked of the next node."""

    def redirect_request(self, *_arguments):
        return None


class Visitor:
    """A visitor, or who has a session of this key."""

    def __init__(self, nodes, session=""):
        self.nodes = cycle(nodes)
        self.opener = build_opener(Unfollowed)
        self.cookies = {"sessionid": session} if session else {}

    def ask(self, path, fields=None, node=None):
        """The status, the text and where it leads of one answer, of the next node or of this one."""
        parts = urlsplit(path)
        address = (node or next(self.nodes)).origin + parts.path + (f"?{parts.query}" if parts.query else "")
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        request = Request(address, encode_multipart(BOUNDARY, fields) if fields else None)
        if fields:
            request.add_header("Content-Type", MULTIPART_CONTENT)
        if cookies:
            request.add_header("Cookie", cookies)
        try:
            answer = self.opener.open(request, timeout=30)
        except HTTPError as error:
            answer = error
        with answer:
            for line in answer.headers.get_all("Set-Cookie", []):
                self.cookies |= {name: morsel.value for name, morsel in SimpleCookie(line).items()}
            return answer.status, answer.read().decode(errors="replace"), answer.headers.get("Location", "")

    def read(self, path, node=None):
        """A page (str), which must be there; redirections are followed."""
        for _step in range(5):
            status, page, leads_to = self.ask(path, node=node)
            if status == 200:
                return page
            assert leads_to, f"{path}: {status}"
            path = leads_to
        raise AssertionError(f"{path} leads on and on")

    def post(self, path, fields, node=None):
        """Open a page, fill in a form of it and send that to the next node, or both to this one; gives what `ask` does."""
        token = TOKEN.search(self.read(path, node))[1]
        return self.ask(path, fields | {"csrfmiddlewaretoken": token}, node)

    def send(self, path, fields, node=None):
        """Send a form, which must be taken in; gives where it leads."""
        status, page, leads_to = self.post(path, fields, node)
        assert leads_to, f"{path}: {status} {re.findall('class=.errorlist.*', page)}"
        return leads_to
