from django.db import transaction
from django.utils.translation import gettext as _

from pyjama.core.refusals import Refused
from pyjama.matching.models import Stance

MOST_SAVED = 100


def skip_call(*, person, call):
    """Pass a call over: it is not proposed to this person again."""
    take(person, call, Stance.Kind.SKIPPED)


@transaction.atomic
def save_call(*, person, call):
    """Keep a call for later, in this person's own list. Refused when that list is very long."""
    saved = person.stances.filter(kind=Stance.Kind.SAVED)
    if saved.exclude(call=call).count() >= MOST_SAVED:
        raise Refused(_("You have saved a hundred calls already. Answer one, or take one off the list."))

    take_back(person, call, Stance.Kind.NOT_FOR_ME)
    take(person, call, Stance.Kind.SAVED)


def unsave_call(*, person, call):
    """Take a call off the list of those kept for later."""
    take_back(person, call, Stance.Kind.SAVED)


@transaction.atomic
def say_not_for_me(*, person, call):
    """Never see a call proposed again; it leaves the list of those kept for later, and raises no others."""
    for kind in (Stance.Kind.SAVED, Stance.Kind.MORE):
        take_back(person, call, kind)
    take(person, call, Stance.Kind.NOT_FOR_ME)


def unsay_not_for_me(*, person, call):
    """Let a call be proposed again."""
    take_back(person, call, Stance.Kind.NOT_FOR_ME)


@transaction.atomic
def want_more_like(*, person, call):
    """Have calls that share a cause or a skill with this one proposed sooner."""
    take_back(person, call, Stance.Kind.NOT_FOR_ME)
    take(person, call, Stance.Kind.MORE)


def want_no_more_like(*, person, call):
    """No longer have calls like this one proposed sooner."""
    take_back(person, call, Stance.Kind.MORE)


def take(person, call, kind):
    """Write a stance down, once: the database keeps it from being there twice."""
    Stance.objects.bulk_create([Stance(person=person, call=call, kind=kind)], ignore_conflicts=True)


def take_back(person, call, kind):
    person.stances.filter(call=call, kind=kind).delete()
