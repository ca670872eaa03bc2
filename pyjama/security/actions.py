from datetime import timedelta

from django.db import transaction
from django.db.models import F

from pyjama.core import clock
from pyjama.security.models import Violation

DAYS_KEPT = 30
# A browser may say anything, and anybody may pretend to be one.
MOST_ROWS_A_DAY = 200


@transaction.atomic
def note_violation(*, directive, source, page):
    """Count one more refusal of a browser's today; of the rows that are new today, only so many are begun."""
    today = Violation.objects.filter(day=clock.today())
    counted = today.filter(directive=directive, source=source, page=page).update(times=F("times") + 1)
    if not counted and today.count() < MOST_ROWS_A_DAY:
        Violation.objects.get_or_create(day=clock.today(), directive=directive, source=source, page=page)


def forget_violations():
    """Erase what is older than thirty days."""
    Violation.objects.filter(day__lt=clock.today() - timedelta(days=DAYS_KEPT)).delete()
