from http import HTTPStatus

from allauth.mfa.utils import is_mfa_enabled
from django.urls import reverse
from django.utils.translation import gettext as _

from pyjama.accounts.actions import note_seen
from pyjama.accounts.roles import has_role, role_of_page
from pyjama.core import clock, room
from pyjama.core.refusals import Refused
from pyjama.core.shortcuts import render_refused

SEEN_ON = "seen_on"


class LastSeenMiddleware:
    """Writes down once a day that a session is in use; it then lives on for as long as a new one.

    Only of a session that the page looked at: what is the same for everybody may be cached.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        is_new_day = request.session.accessed and request.session.get(SEEN_ON, self.today) != self.today
        # A disk without room keeps nobody from reading.
        if is_new_day and not room.is_short():
            note_seen(key=request.session.session_key)
            request.session[SEEN_ON] = self.today
        return response

    @property
    def today(self):
        return clock.today().isoformat()


class SecondStepMiddleware:
    """Where a role asks for a second step, whoever has none is led to turn one on; as a volunteer she goes on meanwhile."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, arguments, options):
        role = role_of_page(request.resolver_match, request.method)
        if not role or not request.user.is_authenticated or not has_role(request.user, role) or is_mfa_enabled(request.user):
            return None
        refusal = Refused(
            _("Your role here asks for a second step: a passkey, or an app that gives codes. Turn one on, then come back."),
            [(_("Turn a second step on"), reverse("account_security"))],
        )
        return render_refused(request, refusal, HTTPStatus.FORBIDDEN)
