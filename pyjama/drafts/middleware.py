from http import HTTPStatus
from urllib.parse import parse_qs, quote, urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

from pyjama.core.shortcuts import leads_to_sign_in, render_refused, typed_texts
from pyjama.drafts.actions import forget_drafts
from pyjama.drafts.places import EVERYWHERE, PLACE

FIELD = "draft_place"
COOKIE = "sent"
A_MINUTE = 60
SENT = {HTTPStatus.FOUND, HTTPStatus.SEE_OTHER}


class SentMiddleware:
    """A form that was accepted needs its drafts no more: those of the person go, and the device is told by a cookie.

    Accepted means that the answer to a POST leads on, and not to the sign-in page: a refusal, a preview or an error does
    not. Signing out sends "*" and whose copies they are: the device forgets hers, as others may sit there next.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if request.method == "POST" and response.status_code in SENT and not leads_to_sign_in(response):
            self.forget(request, response)
        return response

    def forget(self, request, response):
        place = request.POST.get(FIELD, "")
        is_place = PLACE.fullmatch(place)
        if not is_place and not EVERYWHERE.fullmatch(place):
            return
        if is_place and request.user.is_authenticated:
            forget_drafts(person=request.user, place=place)
        # A script reads it, so it is no HttpOnly cookie.
        response.set_cookie(COOKIE, quote(place, safe="*"), max_age=A_MINUTE, secure=settings.IS_OVER_TLS, samesite="Lax")


class SignedOutMiddleware:
    """A text that is sent once its session has ended comes back after signing in, as the device has it.

    Where no script has kept it, the answer is a page that gives it back.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if request.method != "POST" or request.htmx or FIELD in request.POST or not self.is_turned_away(request, response):
            return response
        if not typed_texts(request):
            return response
        refusal = _("You are signed out. Copy your text, sign in, then send it again.")
        return render_refused(request, refusal)

    def is_turned_away(self, request, response):
        """Say whether she must sign in to come back here; the steps of signing in lead to each other."""
        query = urlsplit(response.headers.get("Location", "")).query
        return leads_to_sign_in(response) and parse_qs(query).get("next") == [request.get_full_path()]
