"""A sponsor at her browser: a cookie of her own, which is no session of the site's people."""

from functools import wraps

from django.conf import settings
from django.core import signing
from django.shortcuts import redirect

from pyjama.sponsors.models import Sponsor

SALT = "pyjama.sponsors.visit"
HOURS = 12


def begin_visit(response, sponsor):
    """Have the browser know her for twelve hours; return the response."""
    response.set_cookie(
        settings.SPONSOR_COOKIE_NAME,
        signing.dumps([sponsor.pk, sponsor.key], salt=SALT),
        max_age=HOURS * 60 * 60,
        secure=settings.IS_OVER_TLS,
        httponly=True,
        samesite="Lax",
    )
    return response


def end_visit(response):
    response.delete_cookie(settings.SPONSOR_COOKIE_NAME, samesite="Lax")
    return response


def visitor_of(request):
    """The Sponsor whose browser this is, or None."""
    try:
        pk, key = signing.loads(request.COOKIES.get(settings.SPONSOR_COOKIE_NAME, ""), salt=SALT, max_age=HOURS * 60 * 60)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return Sponsor.objects.filter(pk=pk, key=key).first()


def sponsor_required(view):
    """Let a view be seen by a sponsor only, who is `request.sponsor`; lead anybody else to where she can ask for a link."""

    @wraps(view)
    def see(request, *arguments, **options):
        request.sponsor = visitor_of(request)
        return view(request, *arguments, **options) if request.sponsor else redirect("sponsors:enter")

    return see
