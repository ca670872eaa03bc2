from django.db import transaction
from django.utils.translation import gettext as _

from pyjama.calls.models import Call
from pyjama.clarity.models import Reading, Trial, draw, may_be_shown
from pyjama.core import clock
from pyjama.core.limits import LIMITS
from pyjama.core.refusals import Refused
from pyjama.notifications.actions import notify
from pyjama.notifications.models import Kind
from pyjama.organizations.models import Membership


@transaction.atomic
def ask_readers(*, call, person):
    """Let people read a draft before it goes out: those with its link, and some who look for something small to do.

    Asked once more after it was stopped, it has a new link. Refused unless it is a draft of a verified organization whose
    first call a moderator has read: nothing goes round that reading.
    """
    call = Call.objects.locked(call)
    refuse_to_show(call)

    trial, is_new = Trial.objects.get_or_create(call=call, defaults={"asked_by": person})
    if not is_new and trial.stopped_at:
        trial.token, trial.asked_by = draw(), person
        trial.asked_at, trial.stopped_at = clock.now(), None
        trial.save()
    return trial


def refuse_to_show(call):
    """Refuse to show what is no draft, or what a moderator would have to read first."""
    if call.state != Call.State.DRAFT:
        raise Refused(_("This call is on its way already: readers are asked before."))
    if not may_be_shown(call):
        raise Refused(_("A moderator reads your organization’s first call, and will tell you if something is not clear."))


@transaction.atomic
def stop_asking(*, trial):
    """Close a draft to readers: its link no longer opens. What they said stays."""
    Trial.objects.filter(pk=trial.pk, stopped_at=None).update(stopped_at=clock.now())


@transaction.atomic
def say_how_clear(*, trial, reader, clarity, sentence=""):
    """Say how clear a draft is (a Reading.Clarity), and perhaps in a sentence what is not. Said again, it replaces that.

    Its author is told once of each reader, without her name. Refused when the draft is closed to readers, to the people of
    its organization, and after very many.
    """
    call = Call.objects.locked(trial.call)
    trial = Trial.objects.locked(trial)
    refuse_reading(trial, call, reader)

    said = {"clarity": clarity, "sentence": sentence, "version": call.version, "read_at": clock.now()}
    reading, is_new = Reading.objects.update_or_create(trial=trial, reader=reader, defaults=said)
    if is_new:
        author = call.organization.members.filter(pk=trial.asked_by_id)
        notify(author, Kind.CLARITY, call, leads_to=("clarity:desk", call.pk))
    return reading


def refuse_reading(trial, call, reader):
    """Refuse what comes too late, from the organization itself, or too fast."""
    if not trial.is_open:
        raise Refused(_("This draft is no longer open to readers: it has gone out, or its organization stopped asking."))
    if Membership.objects.filter(organization=call.organization_id, person=reader).exists():
        raise Refused(_("This draft is your organization’s: ask somebody who has never seen it."))
    LIMITS["readings"].refuse_beyond(Reading.objects.filter(reader=reader), "read_at")
