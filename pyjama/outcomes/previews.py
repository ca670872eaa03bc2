from functools import partial
from types import SimpleNamespace

from django.utils.translation import get_language

from pyjama.accounts.models import User
from pyjama.calls.previews import call
from pyjama.contributions.previews import contribution
from pyjama.core import clock
from pyjama.digests import previews as digests
from pyjama.mail.previews import said
from pyjama.notifications.models import Kind
from pyjama.notifications.previews import example
from pyjama.organizations.models import Case, Membership
from pyjama.organizations.previews import act, organization
from pyjama.outcomes.models import Outcome, Quote
from pyjama.outcomes.to_do.letters import summary

DESK = ("outcomes:desk", 0)


def outcome():
    """What the help with a call changed."""
    body = said(
        fr="Le souper s’appelle **La soupe du jeudi**. *Quarante* personnes sont venues !",
        en="The supper is called **Thursday soup**. *Forty* people came!",
    )
    return Outcome(pk=0, call=call(), body=body, language=get_language())


def thanks():
    words = said(fr="Merci ! Votre idée est **sur l’affiche**.", en="Thank you! Your idea is **on the poster**.")
    return {"words": words, "language": get_language()}


@example(Kind.OUTCOME, "used", facts={"credits": ["used", "thanked"]})
@example(Kind.OUTCOME, "inspired", facts={"credits": ["inspired"]})
@example(Kind.FOLLOWED_OUTCOME)
def finished():
    return outcome(), organization().name


@example(Kind.CREDIT, "used", facts={"credit": "used"})
@example(Kind.CREDIT, "inspired", facts={"credit": "inspired"})
@example(Kind.CREDIT, "thanked", facts={"credit": "thanked"})
@example(Kind.THANK_YOU, facts=thanks)
def credited():
    return contribution(), organization().name


@example(Kind.QUOTE)
def quoted():
    words = said(fr="La soupe du jeudi, tout simplement.", en="Thursday soup, quite simply.")
    return Quote(pk=0, outcome=outcome(), contribution=contribution(), body=words), organization().name


@example(Kind.OUTCOME_REMINDER, "1", facts={"day": 1, "received": 12, "unsorted": 3}, leads_to=DESK)
@example(Kind.OUTCOME_REMINDER, "7", facts={"day": 7, "received": 12, "unsorted": 0}, leads_to=DESK)
@example(Kind.OUTCOME_REMINDER, "13", facts={"day": 13, "received": 0, "unsorted": 0}, leads_to=DESK)
@example(Kind.CALL_LAPSED, leads_to=DESK)
@example(Kind.CALL_SILENT, leads_to=("matching:next",))
def silent():
    return call(), organization().name


@digests.example(Kind.TO_DO)
def waits():
    somebody = act("asked")
    somebody.person = User(display_name="Camille")
    sorting = call(closed_at=clock.days_from(clock.now(), -3))
    sorting.unsorted = sorting.unanswered = 3
    found = {
        "questions": Case(organization=organization()),
        "closing": sorting,
        "to_sort": sorting,
        "unanswered": sorting,
        "returned": sorting,
        "invitations": somebody,
    }
    waiting = SimpleNamespace(**{name: {0: [row]} for name, row in found.items()})
    return partial(summary, waiting, [Membership(organization=organization(), role=Membership.Role.OWNER)], False)
