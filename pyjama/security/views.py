from datetime import timedelta

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.cache import cache
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from pyjama.core import clock
from pyjama.core.site import absolute_url
from pyjama.security.actions import note_violation
from pyjama.security.reports import facts_of

NO_CONTENT, CONTENT_TOO_LARGE = 204, 413
MOST_BYTES = 10_000
# Counting is a write: what a flood of reports says beyond these it has said already.
MOST_A_MINUTE, A_MINUTE = 60, 60
# RFC 9116 wants less than a year (section 2.5.5).
DAYS_GOOD = 180


@login_not_required
@csrf_exempt
@require_POST
def report(request):
    """Take what a browser says of the content security policy: it sends no token, and gets no answer but that it arrived."""
    if int(request.META.get("CONTENT_LENGTH") or 0) > MOST_BYTES:
        return HttpResponse(status=CONTENT_TOO_LARGE)
    facts = facts_of(request.body)
    if facts and is_within_a_minute():
        note_violation(**facts)
    return HttpResponse(status=NO_CONTENT)


def is_within_a_minute():
    """Say whether this report is among the first of this minute."""
    key = f"security.reports.{int(clock.now().timestamp()) // A_MINUTE}"
    cache.add(key, 0, A_MINUTE)
    return cache.incr(key) <= MOST_A_MINUTE


@login_not_required
@require_safe
def security_txt(request):
    """Where a weakness is reported (RFC 9116)."""
    contact = settings.SECURITY_CONTACT
    context = {
        "contact": contact if "://" in contact else f"mailto:{contact}",
        "expires": clock.end_of(clock.today() + timedelta(days=DAYS_GOOD)).isoformat(),
        "languages": ", ".join(code for code, _ in settings.LANGUAGES),
        "address": absolute_url(reverse("security:txt")),
        "source": settings.SOURCE_URL,
    }
    return render(request, "security/security.txt", context, content_type="text/plain; charset=utf-8")
