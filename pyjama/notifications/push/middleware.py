from pyjama.notifications.push.actions import follow_session

RINGS = "rings_for"
# Where a page failed the session may be out of reach as well.
FAILURE = 500


class SameDeviceMiddleware:
    """A browser that rings is known by its session's key, which changes with a new password: its device follows."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        session = request.session
        if (
            session.accessed
            and response.status_code < FAILURE
            and session.get(RINGS, session.session_key) != session.session_key
        ):
            follow_session(session[RINGS], session.session_key)
            session[RINGS] = session.session_key
        return response
