"""Who decides, who is told."""

from django.utils.translation import gettext as _

from pyjama.accounts.models import User
from pyjama.core.refusals import Refused
from pyjama.moderation.models import Report, Verb
from pyjama.notifications.actions import notify, notify_each
from pyjama.notifications.models import Kind


def tell(decision, people):
    """Tell those a decision concerns what was decided, why, and how to ask for a second look: in their list and by mail."""
    decision.people.set(people)
    notify(people, Kind.DECISION, decision)


def tell_reporters(item, answer, moderator):
    """Tell those who reported with an account that somebody has looked, and what came of it (a Report.Answer), no more.

    Whoever decided knows it already.
    """
    reports = item.reports.exclude(reporter=None).exclude(reporter=moderator).select_related("reporter")
    notify_each([(each.reporter, each, {"answer": answer}) for each in reports], Kind.REPORT_ANSWERED)


def answer_of(decision, *, is_there):
    """What those who reported are told of a decision (a Report.Answer); `is_there` unless the author took the row away."""
    if decision.hides:
        return Report.Answer.HIDDEN
    if not is_there:
        return Report.Answer.GONE
    return Report.Answer.FINE if decision.verb in {Verb.DISMISS, Verb.RELEASE} else Report.Answer.SEEN_TO


def refuse_own(subject, row, moderator):
    """Nobody decides about what is her own, or her organization's."""
    if row is not None and subject.is_own(row, moderator):
        raise Refused(_("You have a part in this: another moderator looks at it."))


def deciders(decision, subject, row):
    """Who may decide an appeal (a list of User): moderators but the first one; where there is none, operators."""
    others = User.objects.exclude(pk=decision.moderator_id).exclude(pk__in=decision.people.values("pk"))
    moderators = [person for person in others.filter(is_moderator=True, is_active=True) if not is_own(subject, row, person)]
    return moderators or [*others.filter(is_staff=True, is_active=True)]


def is_own(subject, row, person):
    return row is not None and subject.is_own(row, person)
