"""Whoever is signed in, found by a question that is put into words once (see core/questions.py): every page asks it."""

from allauth.account.auth_backends import AuthenticationBackend

from pyjama.accounts.models import User
from pyjama.core.questions import Question

question = Question(lambda person: User.objects.filter(pk=person).order_by())


class Backend(AuthenticationBackend):
    """The accounts library's own: how people sign in is its work."""

    def get_user(self, user_id):
        """The person of a session, or None where she is gone or her account is closed."""
        people = question.find(user_id)
        return people[0] if people and self.user_can_authenticate(people[0]) else None
