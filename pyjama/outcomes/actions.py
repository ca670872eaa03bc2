from collections import defaultdict

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pyjama.accounts.models import User
from pyjama.calls.models import Call
from pyjama.contributions.models import Contribution
from pyjama.contributions.record import renew_record
from pyjama.core import clock
from pyjama.core.refusals import Overtaken, Refused
from pyjama.notifications.actions import followers_of, notify
from pyjama.notifications.models import Kind
from pyjama.organizations.models import Organization
from pyjama.outcomes.models import Outcome

Credit = Contribution.Credit


def refuse_unless_sortable(call):
    """Refuse on a draft, which has nothing to sort, and on a finished call."""
    if call.is_draft:
        raise Refused(_("This call is not published yet: there is nothing to sort."))
    if call.state == Call.State.FINISHED:
        raise Refused(_("This call is finished: its credits and its outcome stand."))


@transaction.atomic
def write_outcome(*, call, author, body, language, known=None):
    """Keep the draft of what the help changed; an empty `body` keeps none. Refused when the call is finished.

    `known` (str) is the text that the author started from: Overtaken when another one was saved since.
    """
    call = Call.objects.locked(call)
    refuse_unless_sortable(call)

    outcome = Outcome.objects.of_call(call) or Outcome(call=call)
    if known is not None and outcome.body not in {known, body}:
        raise Overtaken(_("Somebody else saved this text while you were writing. Both texts are below."), current=outcome)
    if not body:
        forget_draft(outcome)
        return None
    outcome.write(author=author, body=body, language=language, written_at=clock.now(), version=outcome.version + 1)
    outcome.save()
    return outcome


def forget_draft(outcome):
    """Erase a draft. Refused where it has pictures or quotes: they would go with it."""
    if not outcome.pk:
        return
    if outcome.attachments.exists() or outcome.quotes.chosen().exists():
        raise Refused(_("This text has pictures or quotes: take them out before you empty it."))
    outcome.delete()


@transaction.atomic
def finish_call(*, call):
    """Publish the outcome and finish the call; each contributor is told once what became of hers (product promise 3).

    Refused while the call is open, while its outcome is not written, or while a contribution has no credit.
    """
    organization = Organization.objects.locked(call.organization)
    call = Call.objects.locked(call)
    refuse_unless_sortable(call)
    if not call.waits_for_outcome:
        raise Refused(_("This call is still open: close it before you finish it."))
    outcome = Outcome.objects.filter(call=call).first()
    if not outcome:
        raise Refused(_("Write what the help changed first: one sentence is enough."))
    refuse_without_credits(call)

    outcome.published_at = call.finished_at = clock.now()
    outcome.save(update_fields=["published_at"])
    call.state = Call.State.FINISHED
    call.closed_at = call.closed_at or call.closes_at
    call.save(update_fields=["state", "finished_at", "closed_at"])
    tell_contributors(call, outcome)
    renew_record(organization)
    return outcome


def refuse_without_credits(call):
    """Refuse as long as a contribution waits for its credit."""
    waiting = call.contributions.answers().filter(credit="").count()
    if waiting:
        message = ngettext(
            "%(number)d contribution has no word from you yet. Thank the rest with one click.",
            "%(number)d contributions have no word from you yet. Thank the rest with one click.",
            waiting,
        )
        raise Refused(message % {"number": waiting})


def tell_contributors(call, outcome):
    """One message for each person, with the credits of all she gave; people with the same credits are told together."""
    given_to = defaultdict(set)
    for author, credit in call.contributions.answers().values_list("author", "credit"):
        given_to[author].add(credit)
    people = defaultdict(list)
    for author, given in given_to.items():
        people[tuple(credit for credit in Credit.values if credit in given)].append(author)
    followers = followers_of(call).exclude(pk__in=given_to).exclude(organizations=call.organization_id)
    notify(followers, Kind.FOLLOWED_OUTCOME, outcome, actor=call.organization)
    for given, authors in people.items():
        recipients = User.objects.filter(pk__in=authors)
        notify(recipients, Kind.OUTCOME, outcome, actor=call.organization, facts={"credits": list(given)})
