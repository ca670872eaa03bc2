"""No call ends in silence (product promise 3): its organization is reminded, and where that is in vain people are told."""

from django.db import transaction
from django.db.models import Max

from pyjama.accounts.models import User
from pyjama.calls.models import Call
from pyjama.contributions.record import renew_record
from pyjama.core import clock
from pyjama.notifications.actions import notify
from pyjama.notifications.models import Kind
from pyjama.organizations.models import Organization
from pyjama.outcomes.models import Reminder

# On the days after the one on which the call closed, in the morning of the site's time zone: nobody is woken at midnight.
DAYS = [1, 7, 13]
HOUR = 9


def day_due(call):
    """The latest day (one of DAYS) whose reminder should have left for a closed call by now; 0 before the first one."""
    return max((day for day in DAYS if reminded_at(call.closing, day) <= clock.now()), default=0)


def reminded_at(closed_at, day):
    """The moment of a reminder, so many days after a call closed."""
    return clock.hour_of(clock.day(clock.days_from(closed_at, day)), HOUR)


def remind_organizations():
    """Remind each organization of its calls that wait for their outcome. Safe to run twice, and twice at once.

    Where several rounds were missed, only the latest reminder leaves: three at once would be three too many.
    """
    for call in Call.objects.being_sorted().annotate(reminded_on=Max("reminders__day")):
        if (day := day_due(call)) > (call.reminded_on or 0):
            remind_organization(call, day)


@transaction.atomic
def remind_organization(call, day):
    """Send the reminder of a day, unless another worker did, or the organization finished the call a moment ago."""
    call = Call.objects.locked(call)
    if call.state != Call.State.SORTING:
        return
    _reminder, is_new = Reminder.objects.get_or_create(call=call, day=day)
    if is_new:
        answers = call.contributions.answers()
        facts = {"day": day, "received": answers.count(), "unsorted": answers.filter(credit="").count()}
        tell_organization(call, Kind.OUTCOME_REMINDER, facts)


def tell_organization(call, kind, facts=None):
    """Tell everybody of an organization of a call, one click from its desk."""
    notify(call.organization.members.all(), kind, call, facts=facts, leads_to=("outcomes:desk", call.pk))


def lapse_silent_calls():
    """Mark every call as lapsed after 14 days of silence. Safe to run twice, and twice at once."""
    for call in Call.objects.silent():
        lapse_call(call)


@transaction.atomic
def lapse_call(call):
    """Mark one call as lapsed, unless it just got its outcome; tell its organization, and those who gave their help.

    They are led to the door, which chooses a call that fits each of them when they come.
    """
    organization = Organization.objects.locked(call.organization)
    if not Call.objects.silent().filter(pk=call.pk).update(state=Call.State.LAPSED, lapsed_at=clock.now()):
        return
    renew_record(organization)
    tell_organization(call, Kind.CALL_LAPSED)
    people = User.objects.filter(pk__in=call.contributions.answers().values("author"))
    notify(people, Kind.CALL_SILENT, call, actor=call.organization, leads_to=("matching:next",))
