from django.conf import settings

from pyjama.matching.actions import take_over
from pyjama.matching.memory import Memory, salt_of
from pyjama.matching.models import Stance


class TakeOverMiddleware:
    """What a visitor said of calls goes on when she signs in, by whichever door: what her browser remembers becomes rows."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        may_sign_in = request.method == "POST" and settings.DOOR_COOKIE_NAME in request.COOKIES
        memory = Memory(request) if may_sign_in and not request.user.is_authenticated else None
        response = self.get_response(request)
        if memory and request.user.is_authenticated:
            self.hand_over(memory, request.user, response)
        return response

    def hand_over(self, memory, person, response):
        said = {kind: memory.said(kind) for kind in Stance.MARKS.values()}
        skipped = [pk for pk in memory.passed if not any(pk in pks for pks in said.values())]
        take_over(person=person, numbers=said | {Stance.Kind.SKIPPED: skipped})
        memory.stances, memory.salt = {}, salt_of(person)
        memory.keep_in(response)
