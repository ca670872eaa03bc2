"""Calls that somebody began and left: a reminder on the third morning after, once for each."""

import re
from datetime import timedelta

from django.db import transaction
from django.db.models import Q

from pyjama.accounts.models import User
from pyjama.calls.models import Call
from pyjama.core import clock
from pyjama.drafts.models import Draft
from pyjama.notifications.actions import notify
from pyjama.notifications.models import Kind
from pyjama.organizations.models import Organization

DAYS, HOUR = 3, 9
# Whoever left a draft for a month knows what she does.
STALE = timedelta(days=30)
FORMS = ("calls:ask/", "calls:new/")
FORM = re.compile(r"(calls:new)/(\d{1,12})|(calls:ask)/(\d{1,12})/([a-z0-9-]+)", re.ASCII)


def remind_of_unfinished():
    """Remind people of calls they began three days ago. Safe to run twice, and twice at once; says nothing before nine."""
    if clock.now() < clock.hour_of(clock.today(), HOUR):
        return
    for call in Call.objects.filter(left(), state=Call.State.DRAFT, organization__status=Organization.Status.VERIFIED):
        remind_of_draft(call)
    forms = Draft.objects.filter(left(), Q(*(("place__startswith", form) for form in FORMS), _connector=Q.OR))
    for person, place in forms.order_by().values_list("person", "place").distinct():
        remind_of_form(person, place)


def left():
    """Rows that nobody touched since the day before yesterday began, nor forgot for a month, nor was reminded of (a Q)."""
    latest = clock.hour_of(clock.today() - timedelta(days=DAYS - 1), 0)
    return Q(reminded_at=None, saved_at__lt=latest, saved_at__gte=clock.now() - STALE)


@transaction.atomic
def remind_of_draft(call):
    """Remind the author of a draft that was saved, unless she left its organization, or somebody just touched it."""
    if Call.objects.filter(left(), pk=call.pk, state=Call.State.DRAFT).update(reminded_at=clock.now()):
        author = call.organization.members.filter(pk=call.author_id)
        notify(author, Kind.DRAFT_REMINDER, call, leads_to=("calls:edit", call.pk))


@transaction.atomic
def remind_of_form(person, place):
    """Remind somebody (her id) of the form of a new call that she left half way, at a place (see `drafts.places`)."""
    person = User.objects.select_for_update().get(pk=person)
    drafts = Draft.objects.filter(person=person, place=place)
    form = FORM.fullmatch(place)
    if not form or drafts.exclude(left()).exists():
        return
    view, organization, *template = filter(None, form.groups())
    organizations = Organization.objects.editable_by(person).verified().filter(pk=organization)
    if organizations and drafts.update(reminded_at=clock.now()):
        notify([person], Kind.DRAFT_REMINDER, organizations[0], leads_to=(view, organizations[0].pk, *template))
