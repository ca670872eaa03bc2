from http import HTTPStatus
from math import ceil

from django.http import HttpResponseRedirect
from django.middleware.gzip import GZipMiddleware
from django.shortcuts import render
from django.templatetags.static import static
from django.utils.translation import get_language_from_path
from django.utils.translation import gettext as _
from django_htmx.http import reselect, reswap, retarget

from pyjama.core import clock, room
from pyjama.core.gathering import SHEET
from pyjama.core.limits import TooOften
from pyjama.core.methods import SAFE_METHODS
from pyjama.core.refusals import Refused
from pyjama.core.shortcuts import leads_to_sign_in, render_refused, typed_texts
from pyjama.core.site import is_spoken_at, origin
from pyjama.core.views import method_not_allowed


class CompressionMiddleware(GZipMiddleware):
    """Pages go out compressed, with random bytes so that their length gives no secret away; files are small as they are."""

    def process_response(self, request, response):
        return response if response.streaming else super().process_response(request, response)


class StyleFirstMiddleware:
    """A page names its sheet of style in its heads too: over a slow line it comes before fonts and pictures share that."""

    # Within its first lines a page of ours names it; what is not ours has another one, or none.
    WITHIN = 2_000

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        is_page = response.headers.get("Content-Type", "").startswith("text/html") and not response.streaming
        # What is no page goes out where no style has been collected too: whether the site lives, for one.
        if is_page and "HX-Request" not in request.headers:
            address = static(SHEET)
            if f'<link rel="stylesheet" href="{address}">'.encode() in response.content[: self.WITHIN]:
                response.headers["Link"] = f"<{address}>; rel=preload; as=style"
        return response


class LanguageDomainMiddleware:
    """Where each language has its own domain, a page asked for on the other one is sent home."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        language = get_language_from_path(request.path_info)
        if language and request.method in {"GET", "HEAD"} and self.is_abroad(request, language):
            return HttpResponseRedirect(origin(language) + request.get_full_path())
        return self.get_response(request)

    def is_abroad(self, request, language):
        return not is_spoken_at(request.get_host(), language)


class RefusalMiddleware:
    """An action's refusal that no form took in becomes a page which says why and gives back what was typed.

    So does the empty answer to somebody who opens what only takes a form, as happens after signing in.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if request.method != "GET" or response.status_code != HTTPStatus.METHOD_NOT_ALLOWED:
            return response
        page = method_not_allowed(request)
        page.headers["Allow"] = response.headers["Allow"]
        return page

    def process_exception(self, request, exception):
        if not isinstance(exception, Refused):
            return None
        if not isinstance(exception, TooOften):
            return render_refused(request, exception)
        page = render_refused(request, exception, HTTPStatus.TOO_MANY_REQUESTS)
        page.headers["Retry-After"] = max(1, ceil((exception.until - clock.now()).total_seconds()))
        return page


class PartMiddleware:
    """What htmx asks for is a part of a page. Refused, it leaves the page as it is and says why above it."""

    NOTICE = "#refusal"

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if not request.htmx:
            return response
        if leads_to_sign_in(response):
            refusal = _("You are signed out. Your text stays here: sign in in another window, then send it again.")
            response = render(request, "core/refused.html", {"refusal": refusal, "typed": []}, status=HTTPStatus.CONFLICT)
        if response.status_code in {HTTPStatus.CONFLICT, HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE}:
            # Of a 503 the browser could not know whether it is ours, or a proxy's that would take the place of a text.
            response.status_code = HTTPStatus.CONFLICT
            reswap(retarget(reselect(response, self.NOTICE), self.NOTICE), f"outerHTML show:{self.NOTICE}:top")
        return response


class RoomMiddleware:
    """Where the disk is full, or nearly, whoever writes gets a page that says so and gives back what was typed (503).

    Nearly, so that what is under way still ends well: a full disk refuses even to delete. People read on, and writing goes
    on by itself as soon as there is room.
    """

    AFTER_SECONDS = 300

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.method not in SAFE_METHODS and room.is_short():
            return self.no_room(request)
        return self.get_response(request)

    def process_exception(self, request, exception):
        return self.no_room(request) if room.is_full(exception) else None

    def no_room(self, request):
        words = _(
            "The site has no room for anything new at the moment. What you sent was not kept; please send it again later."
        )
        context = {"refusal": words, "typed": typed_texts(request)}
        page = render(request, "core/no_room.html", context, status=HTTPStatus.SERVICE_UNAVAILABLE)
        page.headers["Retry-After"] = self.AFTER_SECONDS
        return page


class KeptTextMiddleware:
    """A text that a browser's worker kept and sends later asks where it led: that is told, not followed."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if "X-Kept-Text" in request.headers and "Location" in response.headers:
            response.status_code = HTTPStatus.NO_CONTENT
            response.headers["X-Leads-To"] = response.headers["Location"]
            del response.headers["Location"]
        return response
