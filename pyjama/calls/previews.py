from datetime import timedelta
from functools import partial

from pyjama.calls.models import Call
from pyjama.calls.queue import Pile, summary
from pyjama.core import clock
from pyjama.digests import previews as digests
from pyjama.mail.previews import said
from pyjama.notifications.models import Kind
from pyjama.notifications.previews import example
from pyjama.organizations.models import Case
from pyjama.organizations.previews import organization


def call(**fields):
    """A call that exists in previews only."""
    title = said(fr="Quel nom pour notre souper du jeudi ?", en="Which name for our Thursday supper?")
    note = said(
        fr="Dites pour **combien** de personnes.\n\n- le jour\n- le lieu",
        en="Say for **how many**.\n\n- the day\n- the place",
    )
    facts = {"title": title, "review_note": note, "contribution_count": 12, "closes_at": clock.now() + timedelta(days=3)}
    return Call(pk=0, organization=organization(), **facts | fields)


@example(Kind.CALL_OPENED)
@example(Kind.CALL_TO_REVIEW)
@example(Kind.CALL_APPROVED)
@example(Kind.CALL_RETURNED)
@example(Kind.CALL_CLOSED)
@example(Kind.DRAFT_REMINDER, leads_to=("calls:edit", 0))
def whole_call():
    return call(), organization().name


@example(Kind.DRAFT_REMINDER, "without a title", leads_to=("drafts:list",))
def begun():
    return organization(), ""


@digests.example(Kind.QUEUE)
def queue():
    cases = [Case(organization=organization(), waiting_since=clock.now() - timedelta(hours=hours)) for hours in (60, 30, 1)]
    since = clock.now() - timedelta(hours=30)
    first = call(saved_at=since)
    return partial(summary, 9, cases, [first], Pile(4, since), Pile(1, since))
