"""Readers at browsers without a window: what they are given is kept."""

from http import HTTPStatus
from urllib.parse import urlsplit

from django.conf import settings
from django.test import Client
from django.test.client import ClientHandler
from django.urls import reverse
from django.utils import translation

from pyjama.accounts.models import User
from pyjama.world import story

HTML = "text/html; charset=utf-8"
HOST = urlsplit(settings.SITE_URL).netloc
# An address on the network that nobody else has: its tries are counted apart.
ELSEWHERE = "192.0.2.1"
# The site as these browsers reach it: one for all, as it looks through all static files when it is made.
SITE = ClientHandler(enforce_csrf_checks=False)


class Readers:
    """People of the story by their names, and `visitor`, each at a browser of her own, in one language."""

    def __init__(self, language, pages):
        self.language, self.pages = language, pages

    def __getattr__(self, name):
        reader = Reader(name, self.language, self.pages)
        if name != "visitor":
            reader.client.force_login(User.objects.get(email=story.address_of(name)))
        setattr(self, name, reader)
        return reader

    def newcomer(self, **options):
        """Somebody at a fresh browser, with options of a Reader."""
        return Reader("newcomer", self.language, self.pages, **options)


class Reader:
    """Somebody at a browser, who opens pages by their names."""

    def __init__(self, name, language, pages, *, host=HOST, site=SITE, raises=True):
        self.name, self.language, self.pages = name, language, pages
        self.client = Client(headers={"host": host}, REMOTE_ADDR=ELSEWHERE, raise_request_exception=raises)
        self.client.handler = site

    @property
    def person(self):
        return User.objects.get(email=story.address_of(self.name))

    @property
    def session(self):
        """The key (str) of her session."""
        return self.client.session.session_key

    def path(self, name, *arguments):
        with translation.override(self.language):
            return reverse(name, args=arguments)

    def sees(self, name, *arguments, query="", status=HTTPStatus.OK, **options):
        """Open a page."""
        self.keep(name, "opens", self.client.get(self.path(name, *arguments) + query, **options), status)

    def sends(self, name, /, *arguments, status=HTTPStatus.UNPROCESSABLE_ENTITY, **fields):
        """Send a form, which comes back."""
        self.keep(name, f"sends {[*fields]} to", self.client.post(self.path(name, *arguments), fields), status)

    def does(self, name, /, *arguments, **fields):
        """Send a form, which is accepted, and see the page one is led to."""
        self.keep(name, "does", self.client.post(self.path(name, *arguments), fields, follow=True), HTTPStatus.OK)

    def asks(self, name, *arguments, query="", status=HTTPStatus.OK, sent=None):
        """Ask for a part of a page as htmx does: to read, or with `sent` in a form."""
        ask, path = (self.client.get if sent is None else self.client.post), self.path(name, *arguments) + query
        self.keep(name, "asks for a part of", ask(path, sent, headers={"HX-Request": "true"}, follow=True), status)

    def keep(self, name, deed, response, status):
        """Keep what was answered; it must have this status, and be HTML."""
        path, query = (response.request[part] for part in ("PATH_INFO", "QUERY_STRING"))
        scene = f"{self.name} {deed} {path}{query and '?'}{query}"
        assert (response.status_code, response.headers["Content-Type"]) == (status, HTML), f"{scene}: {response}"
        is_part = "HTTP_HX_REQUEST" in response.request
        page = {"scene": scene, "address": name, "path": path, "language": self.language}
        html = b"".join(response).decode() if response.streaming else response.text
        self.pages.append(page | {"html": html, "is_part": is_part})
