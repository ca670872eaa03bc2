from http import HTTPStatus
from urllib.parse import quote

from django.conf import settings

from pyjama.core.shortcuts import leads_to_sign_in
from pyjama.drafts.actions import forget_drafts
from pyjama.drafts.places import EVERYWHERE, PLACE

FIELD = "draft_place"
COOKIE = "sent"
A_MINUTE = 60
SENT = {HTTPStatus.FOUND, HTTPStatus.SEE_OTHER}


class SentMiddleware:
    """A form that was accepted needs its drafts no more: those of the person go, and the device is told by a cookie.

    Accepted means that the answer to a POST leads on, and not to the sign-in page: a refusal, a preview or an error does
    not. Signing out sends "*": the device forgets everything, as others may sit there next.
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
        if place != EVERYWHERE and not PLACE.fullmatch(place):
            return
        if request.user.is_authenticated:
            forget_drafts(person=request.user, place=place)
        # A script reads it, so it is no HttpOnly cookie.
        response.set_cookie(
            COOKIE, quote(place, safe=EVERYWHERE), max_age=A_MINUTE, secure=settings.IS_OVER_TLS, samesite="Lax"
        )
