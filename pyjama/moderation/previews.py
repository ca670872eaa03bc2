from datetime import timedelta

from pyjama.core import clock
from pyjama.mail.previews import said
from pyjama.moderation.models import Appeal, Decision, Ground, Report, Verb
from pyjama.moderation.rules import MANY_REPORTS
from pyjama.notifications.models import Kind
from pyjama.notifications.previews import example

WEEK = timedelta(days=7)


def decision(verb=Verb.HIDE, **fields):
    """A decision that exists in previews only."""
    words = said(
        fr="On peut trouver l’idée mauvaise et le dire, sans insulter qui que ce soit.",
        en="You may find the idea bad and say so, without insulting anybody.",
    )
    return Decision(pk=0, verb=verb, ground=Ground.HURTFUL, words=words, **fields)


@example(Kind.DECISION, "hidden")
def hidden():
    return decision(hides=True), ""


@example(Kind.DECISION, "warned")
def warned():
    return decision(Verb.WARN), ""


@example(Kind.DECISION, "limited")
def limited():
    return decision(Verb.LIMIT, per_day=3, ends_at=clock.now() + WEEK), ""


@example(Kind.DECISION, "suspended")
def suspended():
    return decision(Verb.SUSPEND, ends_at=clock.now() + WEEK), ""


@example(Kind.DECISION, "automatic")
def automatic():
    return Decision(pk=0, verb=Verb.HIDE, hides=True, ground=Ground.HURTFUL, rule=MANY_REPORTS), ""


@example(Kind.DECISION, "released")
def released():
    return decision(Verb.RELEASE), ""


@example(Kind.DECISION, "undone")
def undone():
    return decision(hides=True, undone_at=clock.now()), ""


@example(Kind.APPEAL, leads_to=("moderation:decide_appeal", 0))
def appeal():
    return Appeal(pk=0, decision=decision()), ""


@example(Kind.APPEAL_DECIDED, "upheld")
def upheld():
    answer = said(fr="Nous avons relu : la phrase blesse.", en="We read it again: the sentence hurts.")
    return Appeal(pk=0, decision=decision(), verdict=Appeal.Verdict.UPHELD, answer=answer), ""


@example(Kind.APPEAL_DECIDED, "overturned")
def overturned():
    answer = said(fr="Vous avez raison, et nous en sommes désolés.", en="You are right, and we are sorry.")
    return Appeal(pk=0, decision=decision(), verdict=Appeal.Verdict.OVERTURNED, answer=answer), ""


def report():
    return Report(pk=0, ground=Ground.SPAM), ""


for answer in Report.Answer.values:
    example(Kind.REPORT_ANSWERED, answer, facts={"answer": answer})(report)
