"""How long an answer really takes: measured on people's devices, kept as numbers that belong to nobody."""

from django.db.models import F

from pyjama.calls.models import Call, TimeTaken
from pyjama.topics.models import MINUTES

MEASURES = [minutes for minutes, _name in MINUTES]
FEWEST_MEASUREMENTS = 5


def note_time(call, minutes):
    """Count one more answer that took so many minutes (one of MEASURES; anything else is no measurement).

    The caller holds the call, so its median, which is kept beside it, is that of all its measurements.
    """
    if minutes not in MEASURES:
        return
    TimeTaken.objects.bulk_create([TimeTaken(call=call, minutes=minutes)], ignore_conflicts=True)
    call.times_taken.filter(minutes=minutes).update(number=F("number") + 1)
    Call.objects.filter(pk=call.pk).update(minutes_taken=median(dict(call.times_taken.values_list("minutes", "number"))))


def median(numbers):
    """The middle one (int) of measurements, given how many there are of each; None while there are too few to say."""
    measurements = [minutes for minutes in sorted(numbers) for _each in range(numbers[minutes])]
    return measurements[(len(measurements) - 1) // 2] if len(measurements) >= FEWEST_MEASUREMENTS else None
