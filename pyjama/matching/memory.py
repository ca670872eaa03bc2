"""What a browser remembers of the door, in a signed cookie: what was chosen there and which calls were passed by."""

from django.conf import settings
from django.core import signing

SALT = "pyjama.matching.door"
DAYS_KEPT = 30
MOST_PASSED = 100
MOST_SEEN = 2


class Memory:
    """The `choices` (as an address has them), the ids of calls `passed`, and what the last ones `seen` there were like.

    What a visitor did goes on when she has signed in; what somebody signed in did is nothing to whoever reads there next.
    """

    def __init__(self, request):
        cookie, self.salt = request.COOKIES.get(settings.DOOR_COOKIE_NAME, ""), salt_of(request.user)
        kept = self.read(cookie, self.salt) or self.read(cookie, SALT) or ({}, [], [])
        self.choices, self.passed, self.seen = kept

    def read(self, cookie, salt):
        """What the cookie holds; None where it is not ours, somebody else's, too old or of another make."""
        try:
            choices, passed, seen = signing.loads(cookie, salt=salt, max_age=DAYS_KEPT * 24 * 60 * 60)
        except (signing.BadSignature, ValueError, TypeError):
            return None
        return choices, passed, seen

    def pass_by(self, call):
        """Note that a call was answered or passed over."""
        causes = [cause.slug for cause in call.organization.causes.all()]
        self.passed = [*(pk for pk in self.passed if pk != call.pk), call.pk][-MOST_PASSED:]
        self.seen = [*self.seen, (call.kind, causes)][-MOST_SEEN:]

    def keep_in(self, response):
        """Have the browser keep it; return the response."""
        response.set_cookie(
            settings.DOOR_COOKIE_NAME,
            signing.dumps((self.choices, self.passed, self.seen), salt=self.salt, compress=True),
            max_age=DAYS_KEPT * 24 * 60 * 60,
            secure=settings.IS_OVER_TLS,
            httponly=True,
            samesite="Lax",
        )
        return response


def salt_of(reader):
    """What a reader's cookie is signed with, beside the site's secret: each person's is her own, visitors share one."""
    return f"{SALT}.{reader.pk}" if reader.is_authenticated else SALT
