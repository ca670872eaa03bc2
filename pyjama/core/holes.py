"""Pages that are the same for many but for what is each reader's own: cut where that stands, and joined for each."""

import re
import secrets
from uuid import uuid4

from django.middleware.csrf import CSRF_SECRET_LENGTH, get_token

# What one reader alone gets, by the name of a hole, and the hole in a page. Each begins with a whole tag, as no text of
# somebody's can have one.
OWN_FIELDS = {
    "token": rb'(?<=<input type="hidden" name="csrfmiddlewaretoken" value=")[^"]*',
    "key": rb'(?<=<input type="hidden" name="submission_key" value=")[^"]*',
}


def holes(patterns):
    """One pattern for all holes: a dict of patterns (bytes) by their names (str)."""
    return re.compile(b"|".join(b"(?P<%s>%s)" % (name.encode(), pattern) for name, pattern in patterns.items()), re.DOTALL)


def own_fields(request):
    """What fills OWN_FIELDS for who asks: functions that return str, by the name of the hole."""
    token = get_token(request) if "CSRF_COOKIE" in request.META else first_token(request)
    return {"token": lambda: token, "key": lambda: str(uuid4())}


def first_token(request):
    """A token against forgery (str) for whoever has none yet: a new secret, which her cookie keeps.

    Django would put the secret under a mask, so that pages that are sent compressed do not give it away where there are many
    with the same secret to compare (BREACH). Of this one there is no other, and the mask costs as much as the page: it comes
    with the next page. Django takes a token either way, as scripts send it as the cookie has it.
    """
    secret = secrets.token_hex(CSRF_SECRET_LENGTH // 2)
    request.META |= {"CSRF_COOKIE": secret, "CSRF_COOKIE_NEEDS_UPDATE": True}
    return secret


class Holed:
    """A page (bytes) cut at its `holes`."""

    def __init__(self, content, pattern):
        self.parts, at = [], 0
        for hole in pattern.finditer(content):
            self.parts.append((content[at : hole.start()], hole.lastgroup))
            at = hole.end()
        self.rest = content[at:]

    def __len__(self):
        return sum(len(before) for before, _ in self.parts) + len(self.rest)

    def filled(self, own):
        """The page for one reader: `own` has a function that returns a str by the name of each hole."""
        parts = [part for before, name in self.parts for part in (before, own[name]().encode())]
        return b"".join([*parts, self.rest])
