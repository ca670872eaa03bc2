from django.db import transaction
from django.utils.translation import gettext as _

from pyjama.calls.models import Call
from pyjama.core.refusals import Refused
from pyjama.matching.models import Stance

MOST_SAVED = 100


@transaction.atomic
def take_stance(*, person, call, kind):
    """Write down what a person makes of a call (a Stance.Kind); what contradicts it is taken back.

    Skipped, saved or not for her, it is not proposed again; saved, it is in her list; "more like this" raises others.
    Refused when that list is very long.
    """
    saved = person.stances.filter(kind=Stance.Kind.SAVED)
    if kind == Stance.Kind.SAVED and saved.exclude(call=call).count() >= MOST_SAVED:
        raise Refused(_("You have saved a hundred calls already. Answer one, or take one off the list."))

    person.stances.filter(call=call, kind__in=Stance.CONTRADICTED[kind]).delete()
    # The database keeps a stance from being there twice.
    Stance.objects.bulk_create([Stance(person=person, call=call, kind=kind)], ignore_conflicts=True)


def take_stance_back(*, person, call, kind):
    """Let it be as if she had not said it: the call leaves her list, or may be proposed again, or raises no others."""
    person.stances.filter(call=call, kind=kind).delete()


@transaction.atomic
def take_over(*, person, numbers):
    """Write down what a person said of calls before she signed in: `numbers` are the ids of calls, by Stance.Kind.

    What she says now goes before what she had said; what is no public call is left out, and so is what a full list of
    saved ones does not take.
    """
    room = max(MOST_SAVED - person.stances.filter(kind=Stance.Kind.SAVED).count(), 0)
    numbers = numbers | {Stance.Kind.SAVED: numbers[Stance.Kind.SAVED][-room:] if room else []}
    named = {pk for pks in numbers.values() for pk in pks}
    public = {*Call.objects.published().filter(pk__in=named).values_list("pk", flat=True)}
    for kind, pks in numbers.items():
        person.stances.filter(call__in=pks, kind__in=Stance.CONTRADICTED[kind]).delete()
    stances = [Stance(person=person, call_id=pk, kind=kind) for kind, pks in numbers.items() for pk in pks if pk in public]
    Stance.objects.bulk_create(stances, ignore_conflicts=True)
