import logging
import os
import secrets
import time
from functools import cache
from itertools import count

from django.conf import settings

from pyjama.core.logs import current_request, name_of_view
from pyjama.operating.tally import tally

logger = logging.getLogger("pyjama.requests")
NUMBERS = count(0x100)
METHODS = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"}


@cache
def name_of(process):
    """What the numbers of a process (its id) begin with: no secret, it only finds lines of the log again.

    Drawn by each for itself, also where it was forked from another.
    """
    return secrets.token_hex(4)


class WatchMiddleware:
    """Gives each request a number, which its lines of the log bear, and counts it by the view that answered."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        began = time.perf_counter()
        number = f"{name_of(os.getpid())}{next(NUMBERS):x}"
        request.number, token = number, current_request.set(number)
        try:
            response = self.get_response(request)
            self.note(request, response, time.perf_counter() - began)
        finally:
            current_request.reset(token)
        response.headers["X-Request-ID"] = number
        return response

    def note(self, request, response, seconds):
        view = "file" if request.path.startswith(settings.STATIC_URL) else name_of_view(request)
        method = request.method if request.method in METHODS else "other"
        tally.note(view, method, response.status_code, seconds)
        if settings.LOG_FORMAT == "json":
            facts = {"view": view, "method": method, "status": response.status_code, "ms": round(seconds * 1000, 1)}
            logger.info("answered", extra={"facts": facts})
