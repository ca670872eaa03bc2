"""What a browser remembers of the door, in a signed cookie: what was chosen there, and what was made of which calls."""

from django.conf import settings
from django.core import signing
from django.utils.translation import gettext as _

from pyjama.core.refusals import Refused
from pyjama.matching.models import Stance

SALT = "pyjama.matching.door"
DAYS_KEPT = 30
MOST_PASSED = 100
MOST_SEEN = 2
MOST_SAVED = 30


class Memory:
    """The `choices` (as an address has them), the ids of calls `passed`, and what the last ones `seen` there were like.

    Of a visitor also what she said of calls, as `stances`: their ids by Stance.Kind. All that goes on when she has signed in
    (middleware.py); what somebody signed in did is nothing to whoever reads there next.
    """

    def __init__(self, request):
        cookie, self.salt = request.COOKIES.get(settings.DOOR_COOKIE_NAME, ""), salt_of(request.user)
        kept = self.read(cookie, self.salt) or self.read(cookie, SALT) or ({}, [], [], {})
        self.choices, self.passed, self.seen, self.stances = kept

    def read(self, cookie, salt):
        """What the cookie holds; None where it is not ours, somebody else's, too old or of another make."""
        try:
            choices, passed, seen, stances = signing.loads(cookie, salt=salt, max_age=DAYS_KEPT * 24 * 60 * 60)
        except (signing.BadSignature, ValueError, TypeError):
            return None
        return choices, passed, seen, stances

    def pass_by(self, call):
        """Note that a call was answered or passed over."""
        causes = [cause.slug for cause in call.organization.causes.all()]
        self.passed = [*without(self.passed, call), call.pk][-MOST_PASSED:]
        self.seen = [*self.seen, (call.kind, causes)][-MOST_SEEN:]

    def said(self, kind):
        """The ids of the calls of which a visitor said this (a Stance.Kind), the oldest first."""
        return self.stances.get(kind, [])

    def take(self, call, kind):
        """Note what a visitor makes of a call, as `take_stance` does for a person. Refused when many are saved already."""
        if kind == Stance.Kind.SAVED and len(without(self.said(kind), call)) >= MOST_SAVED:
            raise Refused(_("Thirty calls are saved in this browser already. Answer one, or take one off the list."))
        for other in Stance.CONTRADICTED[kind]:
            self.stances[other] = without(self.said(other), call)
        self.stances[kind] = [*without(self.said(kind), call), call.pk][-MOST_SAVED:]
        if kind in Stance.ASIDE:
            self.passed = [*without(self.passed, call), call.pk][-MOST_PASSED:]

    def take_back(self, call, kind):
        """Let it be as if she had not said it."""
        self.stances[kind] = without(self.said(kind), call)
        if kind in Stance.ASIDE:
            self.passed = without(self.passed, call)

    def mark(self, call):
        """Note on a call what this visitor made of it, as `with_stances` does for a person; return the call."""
        for name, kind in Stance.MARKS.items():
            setattr(call, name, call.pk in self.said(kind))
        return call

    def keep_in(self, response):
        """Have the browser keep it; return the response."""
        response.set_cookie(
            settings.DOOR_COOKIE_NAME,
            signing.dumps((self.choices, self.passed, self.seen, self.stances), salt=self.salt, compress=True),
            max_age=DAYS_KEPT * 24 * 60 * 60,
            secure=settings.IS_OVER_TLS,
            httponly=True,
            samesite="Lax",
        )
        return response


def without(pks, call):
    return [pk for pk in pks if pk != call.pk]


def salt_of(reader):
    """What a reader's cookie is signed with, beside the site's secret: each person's is her own, visitors share one."""
    return f"{SALT}.{reader.pk}" if reader.is_authenticated else SALT
