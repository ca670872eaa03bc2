"""Pages that are the same for every visitor, kept ready: by each process, for a minute at most, until something is written.

What a form has for one reader alone is put in anew for each: its token against forgery, the key that makes it count once.
"""

from hashlib import sha256
from http import HTTPStatus

from django.conf import settings
from django.http import HttpResponse
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.http import quote_etag

from pyjama.core.frames import with_room
from pyjama.core.freshness import stamp
from pyjama.core.holes import OWN_FIELDS, Holed, holes, own_fields
from pyjama.core.kept import Kept

MOST_BYTES = 8_000_000
LONGEST_QUERY = 200
FIELD = holes(OWN_FIELDS)


def same_for_visitors(view):
    """Say of a view that its pages depend on their address alone for whoever is neither signed in nor known by a cookie."""
    view.is_same_for_visitors = True
    return view


class KeptPage:
    """A page with holes, to be filled for one reader; `match` is how its address was resolved."""

    def __init__(self, response, match):
        self.match = match
        patch_vary_headers(response, ["Cookie"])
        self.headers = dict(response.items())
        self.page = Holed(response.content, FIELD)
        # Who has the very page already is told so. One with a form is never the same: its key makes one text count once.
        self.etag = "" if self.page.parts else quote_etag(sha256(self.page.rest).hexdigest()[:32])
        if self.etag:
            self.headers["ETag"] = self.etag

    def __len__(self):
        return len(self.page)

    def answer(self, request):
        # Whoever counts what was asked for knows it by its view.
        request.resolver_match = self.match
        # Nobody gets a cookie of a page without a form.
        own = own_fields(request) if self.page.parts else {}
        response = HttpResponse(self.page.filled(own), headers=self.headers)
        return get_conditional_response(request, etag=self.etag, response=response) if self.etag else response


kept = Kept(MOST_BYTES)


class KeptPageMiddleware:
    """A visitor of whom the site knows nothing gets the page that was made for another one."""

    def __init__(self, get_response):
        # What is kept needs no room: it is made here, in a few calls.
        self.get_response = with_room(get_response)
        # These say nothing of her that a page depends on: its language stands in its address.
        self.telling_nothing = {settings.CSRF_COOKIE_NAME, settings.LANGUAGE_COOKIE_NAME}

    def __call__(self, request):
        if not self.is_plain(request):
            return self.get_response(request)
        address, then = (request.scheme, request.get_host(), request.get_full_path()), stamp()
        if page := kept.get(address, then):
            return page.answer(request)
        response = self.get_response(request)
        if self.is_keepable(request, response):
            page = KeptPage(response, request.resolver_match)
            kept.keep(address, page, len(page), then)
            return page.answer(request)
        return response

    def is_plain(self, request):
        """Say whether an address is all that a request says."""
        says_nothing = self.telling_nothing.issuperset(request.COOKIES) and "HX-Request" not in request.headers
        is_short = len(request.META.get("QUERY_STRING", "")) <= LONGEST_QUERY
        return settings.PAGES_KEPT_SECONDS and request.method == "GET" and says_nothing and is_short

    def is_keepable(self, request, response):
        """Say whether a response is a page for everybody: from a view that says so, and it tells the browser nothing."""
        is_page = response.status_code == HTTPStatus.OK and not response.streaming and not response.cookies
        is_open = "no-store" not in response.headers.get("Cache-Control", "")
        match = request.resolver_match
        return is_page and is_open and match and getattr(match.func, "is_same_for_visitors", False)
