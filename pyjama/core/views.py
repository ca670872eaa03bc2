"""Pages of no noun: the root, the health of the site, and what is shown when something is missing or wrong."""

import sys
from http import HTTPStatus

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.models import AnonymousUser
from django.contrib.auth.views import redirect_to_login
from django.db import InterfaceError, OperationalError, connection
from django.http import Http404, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from pyjama.core import offline
from pyjama.core.logs import current_request
from pyjama.core.shortcuts import typed_texts

# In seconds.
A_MOMENT, AN_HOUR = 30, 60 * 60


@login_not_required
@vary_on_headers("Accept-Language", "Cookie")
def root(request):
    """The address without a language: send the reader to hers."""
    language = request.user.language if request.user.is_authenticated else translation.get_language()
    with translation.override(language):
        return redirect(reverse("pages:home"))


@login_not_required
@never_cache
def health(request):
    """Say that the site answers and can read its database."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ok", content_type="text/plain")


@login_not_required
@require_safe
@cache_control(public=True, max_age=AN_HOUR)
def manifest(request):
    """How the site looks once somebody has installed it, in the language of its address."""
    return JsonResponse(offline.manifest(), content_type="application/manifest+json")


@login_not_required
@require_safe
@cache_control(no_cache=True)
def service_worker(request):
    """The script that keeps pages readable offline and texts safe; browsers ask for it with each page."""
    return HttpResponse(offline.worker(request.get_host()), content_type="text/javascript; charset=utf-8")


@login_not_required
@require_safe
def offline_page(request):
    """What a browser shows without a network, in the place of a page that it has not kept."""
    return render(request, "core/offline.html")


@login_not_required
@require_safe
@never_cache
def sender(request):
    """Who would send a form from this browser now, "" for a visitor, and the safety key that it needs."""
    return JsonResponse({"person": str(request.user.pk or ""), "token": get_token(request)})


def bad_request(request, exception):
    return render(request, "400.html", status=HTTPStatus.BAD_REQUEST)


def permission_denied(request, exception):
    return render(request, "403.html", status=HTTPStatus.FORBIDDEN)


def csrf_failure(request, reason=""):
    """The form's token is missing or too old: say so, and give back what was typed."""
    return render(request, "core/csrf_failure.html", {"typed": typed_texts(request)}, status=HTTPStatus.FORBIDDEN)


def page_not_found(request, exception):
    return render(request, "404.html", status=HTTPStatus.NOT_FOUND)


def method_not_allowed(request):
    """Somebody opens what only takes a form, mostly because she had to sign in first."""
    return render(request, "405.html", status=HTTPStatus.METHOD_NOT_ALLOWED)


def gone(request, way_on=None):
    """What was here was taken away for good (410); `way_on` is a row with a page of its own, near what was looked for."""
    return render(request, "410.html", {"way_on": way_on}, status=HTTPStatus.GONE)


def server_error(request):
    """Something broke: the page says so, and gives back what was typed.

    It asks the database for nothing, not even who is reading: where that is away or too busy, it comes back by itself, and
    the answer is one to try again (503).
    """
    is_away = isinstance(sys.exc_info()[1], (OperationalError, InterfaceError))
    request.user = AnonymousUser()
    context = {"number": current_request.get(), "typed": typed_texts(request)}
    status = HTTPStatus.SERVICE_UNAVAILABLE if is_away else HTTPStatus.INTERNAL_SERVER_ERROR
    page = render(request, "500.html", context, status=status)
    if is_away:
        page.headers["Retry-After"] = A_MOMENT
    return page


def to_sign_in(request, extra_context=None):
    """The admin's sign-in is the site's: codes, limits and languages are the same for operators.

    Who is signed in and no operator finds nothing there.
    """
    if request.user.is_authenticated and not request.user.is_staff:
        raise Http404
    return redirect_to_login(request.GET.get("next") or reverse("admin:index"))
