"""Django's sessions in the database, read by a question that is put into words once (see core/questions.py)."""

from datetime import datetime

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.contrib.sessions.models import Session

from pyjama.core import clock
from pyjama.core.questions import Question

FORMER_BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def living(key: str, now: datetime):
    return Session.objects.filter(session_key=key, expire_date__gt=now)


question = Question(living)


class SessionStore(DatabaseStore):
    """As Django names it: what is signed in a session is signed with the name of this class."""

    def load(self):
        said = super().load()
        # Whoever signed in before this site had a way of its own to find her stays signed in.
        if said.get(BACKEND_SESSION_KEY) == FORMER_BACKEND:
            said[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
        return said

    def _get_session_from_db(self):
        # As Django does: a story told in another year signs nobody out.
        found = question.find(self.session_key, clock.of_machine())
        if not found:
            self._session_key = None
        return found[0] if found else None
