from pyjama.accounts.actions import note_seen
from pyjama.core import clock, room

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
