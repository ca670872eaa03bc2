"""What somebody muted is not proposed to her either, nor what a muted organization asks."""

from pyjama.calls.models import Call
from pyjama.notifications.models import Interest
from pyjama.organizations.models import Organization


def unmuted(calls, reader):
    """The calls of a queryset that a reader, a visitor perhaps, muted neither by themselves nor with their organization."""
    muted = Interest.objects.visible_to(reader).muted()
    return calls.exclude(pk__in=muted.rows_of(Call)).exclude(organization__in=muted.rows_of(Organization))


def muted_by(people, calls):
    """What some people (a list) muted among some calls (a queryset): pairs of the ids of a person and a call."""
    muted = Interest.objects.filter(person__in=people).muted()
    single = dict.fromkeys(muted.rows_of(Call).values_list("person", "object_id"))
    whole = [*muted.rows_of(Organization).values_list("person", "object_id")]
    asked = {}
    rows = calls.filter(organization__in={organization for _person, organization in whole}).order_by()
    for call, organization in rows.values_list("pk", "organization"):
        asked.setdefault(organization, []).append(call)
    return [*single, *((person, call) for person, organization in whole for call in asked.get(organization, []))]
