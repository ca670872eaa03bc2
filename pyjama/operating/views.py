"""What machines ask for that watch over the site."""

from http import HTTPStatus

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse, JsonResponse
from django.utils.crypto import constant_time_compare
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from pyjama.operating import figures, vitals


@login_not_required
@require_safe
@never_cache
def live(request):
    """Say that this process answers, and nothing more: one that does not is to be started again."""
    return JsonResponse({"status": "live"})


@login_not_required
@require_safe
@never_cache
def ready(request):
    """Say in words of machines how the site is: 503 where another machine should be asked in its place.

    What people can read without (mail, a worker, room, a backup) is named and stops nothing: `degraded`.
    """
    found = vitals.looked_at(vitals.QUICK)
    words = {finding.check: finding.word for finding in found}
    if any(finding.stops for finding in found):
        return JsonResponse({"status": "not_ready", "checks": words}, status=HTTPStatus.SERVICE_UNAVAILABLE)
    is_well = all(finding.level == vitals.OK for finding in found)
    return JsonResponse({"status": "ready" if is_well else "degraded", "checks": words})


@login_not_required
@require_safe
@never_cache
def metrics(request):
    """The figures, for whoever has the token; an address that is not there for everybody else."""
    given = request.headers.get("Authorization", "")
    if not settings.METRICS_TOKEN or not constant_time_compare(given, f"Bearer {settings.METRICS_TOKEN}"):
        raise Http404
    return HttpResponse(figures.written(), content_type="text/plain; version=0.0.4; charset=utf-8")
