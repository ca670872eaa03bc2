"""Mails that come by the calendar: who is due, and how each gets one and no second, whatever happens to the worker."""

from collections.abc import Callable
from typing import NamedTuple
from uuid import uuid4
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction
from django.db.models import Max

from pyjama.accounts.models import Consent, User
from pyjama.core import clock
from pyjama.digests.models import Edition, Rhythm
from pyjama.digests.periods import THURSDAY
from pyjama.mail.models import Mail
from pyjama.notifications.actions import note_told
from pyjama.notifications.models import Channel, Kind, Preference, QuietHours

# So many people at once: what a slice needs in memory and in queries does not grow with the site.
SLICE = 200


class Letter(NamedTuple):
    """A `mail` of the outbox, not saved yet, and the `rows` that remember what was in it: saved with it, or not at all.

    `told` are the ids of the notifications in it, which wait for it no more.
    """

    mail: Mail
    rows: list = ()
    told: list = ()


class Series(NamedTuple):
    """A mail that comes by the calendar, by one Channel, as one Kind that its readers may stop.

    `latest` names the period that is due (see `periods`). `readers()` is a queryset of those whom it may concern. `write`
    takes some of them, a list, and returns a dict of Letter by the ids of those to whom there is something to say. `kinds`
    are all that may be in it, where that is more than its own Kind: whoever chose one of them is a reader.
    """

    kind: Kind
    channel: Channel
    latest: Callable
    readers: Callable
    write: Callable
    kinds: frozenset = frozenset()


def send_due(series):
    """Write the mail of everybody who is due. Safe to run twice, and twice at once, and to be killed: it goes on."""
    for people in slices(series.readers()):
        if periods := due_among(series, people):
            send(series, [person for person in people if person.pk in periods], periods)


def slices(people):
    """The people of a queryset, some at a time, by their numbers: nothing is held from one slice to the next."""
    people, last = people.filter(is_active=True).order_by("pk"), 0
    while found := [*people.filter(pk__gt=last)[:SLICE]]:
        yield found
        last = found[-1].pk


def due_among(series, people):
    """The periods (dates, by a person's id) of those who want the mail, are due, and have not had it.

    Who asked for it after the hour waits for the next. Nobody goes back in time, wherever she moves to.
    """
    wanted = Preference.objects.kinds_of(people, series.kinds or {series.kind}, series.channel)
    if not wanted:
        return {}
    wanting = [*wanted]
    had, asked = Edition.objects.latest(wanting, series.kind), asked_at(wanted, series.channel)
    weekdays, zones = Rhythm.objects.weekdays_of(wanting), QuietHours.objects.zones_of(wanting)
    due = {}
    for person in wanting:
        zone = zones.get(person, ZoneInfo(settings.TIME_ZONE))
        period = series.latest(clock.now(), zone, weekdays.get(person, THURSDAY))
        if period and is_new(period, had.get(person), asked.get(person)):
            due[person] = period.name
    return due


def is_new(period, had, asked):
    """Say whether a period is later than the last one somebody had, and became due after she asked for it."""
    return (had is None or period.name > had) and (asked is None or asked < period.due_at)


def asked_at(wanted, channel):
    """Since when each person (an id) has asked for this mail: a dict; who gets it without asking is not in it.

    `wanted` are the kinds that each wants in it: whoever adds one asked when she asked for the first.
    """
    given = Consent.objects.filter(person__in=[*wanted], channel=channel, is_given=True).order_by()
    rows = given.values_list("person", "purpose").annotate(latest=Max("made_at"))
    moments = {(person, kind): latest for person, kind, latest in rows}
    asked = {person: [moments.get((person, kind)) for kind in kinds] for person, kinds in wanted.items()}
    return {person: min(each) for person, each in asked.items() if None not in each}


def send(series, people, periods):
    """Write the letters of some people, then put them in the outbox with their lines of the ledger, all in one transaction.

    What takes time is done before it: whoever else wants to write waits for the rows alone.
    """
    letters = series.write(people)
    editions = [
        Edition(person=person, kind=series.kind, period=periods[person.pk], is_empty=person.pk not in letters)
        for person in people
    ]
    with transaction.atomic():
        won = [letters[person] for person in claim(editions) if person in letters]
        Mail.objects.bulk_create([letter.mail for letter in won])
        keep([row for letter in won for row in letter.rows])
        note_told(pks=[pk for letter in won for pk in letter.told])


def claim(editions):
    """Write lines of the ledger that are not there yet; the people (ids) whose lines these are, and not another worker's."""
    run = uuid4()
    for edition in editions:
        edition.run = run
    Edition.objects.bulk_create(editions, ignore_conflicts=True)
    mine = Edition.objects.filter(person__in=[edition.person_id for edition in editions], kind=editions[0].kind, run=run)
    return [*mine.order_by("person").values_list("person", flat=True)]


def keep(rows):
    """Save rows of one model, as far as they are not there yet."""
    if rows:
        type(rows[0])._default_manager.bulk_create(rows, ignore_conflicts=True)


def who_asked(kind, channel):
    """Everybody who chose this Kind by this Channel: a queryset of people."""
    chosen = Preference.objects.filter(kind=kind, channel=channel, is_wanted=True)
    return User.objects.filter(pk__in=chosen.values("person"))


def who_chose_any(channel):
    """Everybody who chose anything by this Channel: a queryset of people."""
    return User.objects.filter(pk__in=Preference.objects.filter(channel=channel, is_wanted=True).values("person"))
