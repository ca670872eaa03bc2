from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from pyjama.core import clock
from pyjama.core.refusals import Refused
from pyjama.moderation.actions.consequences import hide_row, release_row, restore_row
from pyjama.moderation.actions.staff import note_act
from pyjama.moderation.actions.staffing import answer_of, refuse_own, tell, tell_reporters
from pyjama.moderation.models import Decision, Item, Report, StaffAct, Verb

Act = StaffAct.Kind
SANCTIONS = {Verb.LIMIT, Verb.SUSPEND}
MOST_ALONG = 50


@transaction.atomic
def claim(*, item, moderator):
    """Take an item in hand for a quarter of an hour, so that colleagues see it; who comes second takes it from nobody."""
    item = Item.objects.locked(item)
    if item.closed_at or (item.is_claimed and item.claimed_by_id != moderator.pk):
        return item
    item.claimed_by, item.claimed_at = moderator, clock.now()
    item.save(update_fields=["claimed_by", "claimed_at"])
    note_act(staff=moderator, kind=Act.CLAIMED, about=item)
    return item


@transaction.atomic
def decide(*, item, moderator, verb, ground, words="", also_hides=False, days=None, per_day=None):
    """Decide on an item; its author is told what, why and how to ask for a second look, except when it is dismissed.

    `verb` is a Verb. `also_hides` hides the row together with a warning, a limit or a suspension. `days` (int) is how long
    the last two are in force; `per_day` how much may be written under a limit, 0 for what moderators read first. Refused
    when a colleague was quicker, on what is one's own, and for a sanction without an end. Returns the Decision.
    """
    subject = item.subject
    row = subject.locked(item.target) if item.target else None
    item = Item.objects.locked(item)
    refuse_decided(item)
    refuse_own(subject, row, moderator)
    refuse_impossible(item, row, verb, days)
    is_there = row is not None and not subject.is_gone(row)

    decision = Decision(item=item, person=item.author, moderator=moderator, verb=verb, ground=ground, words=words)
    decision.hides = is_there and (verb == Verb.HIDE or also_hides)
    if verb in SANCTIONS:
        decision.ends_at, decision.per_day = clock.now() + timedelta(days=days), per_day if verb == Verb.LIMIT else None
    settle_automatic(item, subject, row, decision)
    if is_there:
        carry_out(subject, row, item, decision)
    decision.save()
    close(item, decision)
    note_act(staff=moderator, kind=Act.DECIDED, about=item, detail=verb)
    tell_everybody(decision, subject, row, is_there=is_there)
    return decision


def tell_everybody(decision, subject, row, *, is_there):
    """Tell those it concerns, unless nothing has changed for them, and those who reported."""
    author = decision.item.author
    if decision.verb != Verb.DISMISS or decision.former.get("was_hidden"):
        tell(decision, subject.people(row) if row else [author] if author else [])
    tell_reporters(decision.item, answer_of(decision, is_there=is_there), decision.moderator)


def refuse_decided(item):
    """Refuse when a colleague was quicker, and say what she decided."""
    if item.closed_at:
        last = item.decisions.first()
        facts = {"name": (last and last.moderator) or _("A colleague"), "decision": last.get_verb_display() if last else ""}
        raise Refused(_("%(name)s has decided on this already: %(decision)s.") % facts)


def refuse_impossible(item, row, verb, days):
    """Refuse what cannot be done to this."""
    if verb in SANCTIONS and not (days and item.author):
        raise Refused(_("Say for how many days: every sanction has an end. And there must be somebody to give it to."))
    if verb == Verb.RELEASE and (row is None or row.held_at is None):
        raise Refused(_("Nothing is held here any more."))


def settle_automatic(item, subject, row, decision):
    """A person decides now: what a rule did before is either hers, or put back."""
    automatic = item.automatic_decision
    if not automatic:
        return
    automatic.undone_at, automatic.undone_by = clock.now(), decision.moderator
    automatic.save(update_fields=["undone_at", "undone_by"])
    decision.former = automatic.former
    if not decision.hides and row is not None and row.hidden_at:
        restore_row(subject, row, automatic.former)
        decision.former = {"was_hidden": True}


def carry_out(subject, row, item, decision):
    """Hide, or release; what was held and is not hidden becomes public."""
    if decision.hides and row.hidden_at is None:
        decision.former = hide_row(subject, row)
    elif not decision.hides and row.held_at:
        release_row(subject, row)


def close(item, decision):
    """An item is over: what people reported was right or not, what was held is held no more."""
    item.closed_at = clock.now()
    item.save(update_fields=["closed_at"])
    is_right = decision.verb not in {Verb.DISMISS, Verb.RELEASE}
    item.reports.update(verdict=Report.Verdict.UPHELD if is_right else Report.Verdict.DISMISSED)
    hold = getattr(item, "hold", None)
    if hold and not hold.ended_at:
        hold.ended_at, hold.ended_by, hold.is_released = clock.now(), decision.moderator, not decision.hides
        hold.save()


@transaction.atomic
def decide_each(*, items, moderator, verb, **options):
    """Decide alike on several items (an iterable), as `decide` does; returns how many, and why (list of str) others not.

    What was held is released where it is dismissed. Whom it suspends has the text hidden too, and all that waits of hers.
    """
    refused, done = [], 0
    for item, act in with_what_waits(items, verb):
        try:
            with transaction.atomic():
                decide(item=item, moderator=moderator, verb=act, also_hides=act == Verb.SUSPEND, **options)
                done += 1
        except Refused as refusal:
            refused.append(str(refusal))
    return done, refused


def with_what_waits(items, verb):
    """Pairs of an item and the Verb for it (a list); whoever is suspended, once, has what else is held of hers hidden.

    Of that, so much at a time that nobody else waits long to write; what is left is still in the queue.
    """
    if verb == Verb.DISMISS:
        return [(item, Verb.RELEASE if item.kind == Item.Kind.HOLD else verb) for item in items]
    if verb != Verb.SUSPEND:
        return [(item, verb) for item in items]
    first = {item.author_id: item for item in reversed([*items])}
    chosen = [(item, verb if item == first[item.author_id] else Verb.HIDE) for item in items]
    others = Item.objects.open().filter(kind=Item.Kind.HOLD, author__in=[pk for pk in first if pk])
    others = others.exclude(pk__in=[item.pk for item in items])
    return chosen + [(item, Verb.HIDE) for item in others.order_by("pk")[:MOST_ALONG]]


@transaction.atomic
def undo(*, decision, moderator):
    """Take a decision back, within 30 days: what it hid is put back, what it forbade is allowed; those concerned are told.

    What was dismissed waits again. Refused when it was undone already, or too long ago, and on what is one's own.
    """
    subject, row = held_row(decision)
    decision = Decision.objects.locked(decision)
    refuse_own(subject, row, moderator)
    if decision.undone_at:
        raise Refused(_("This decision was undone already."))
    if not decision.is_undoable:
        raise Refused(_("This was decided more than 30 days ago: it stays as it is."))

    take_back(decision, subject, row, moderator)
    note_act(staff=moderator, kind=Act.UNDID, about=decision.item, detail=decision.verb)
    if decision.verb in {Verb.DISMISS, Verb.RELEASE}:
        reopen(decision.item)
    else:
        tell(decision, [*decision.people.all()])
    return decision


def held_row(decision):
    """The Subject and the row, held, that a decision is about; None for a row that is gone."""
    subject, target = decision.item.subject, decision.item.target
    return subject, subject.locked(target) if target else None


def reopen(item):
    """Let an item wait again, unless another one about the same row does."""
    alike = Item.objects.open().filter(content_type=item.content_type_id, object_id=item.object_id)
    if not alike.exists():
        Item.objects.filter(pk=item.pk).update(closed_at=None, claimed_by=None, claimed_at=None)


def take_back(decision, subject, row, person):
    """Undo what a decision did; the caller holds it and its row."""
    decision.undone_at, decision.undone_by = clock.now(), person
    decision.save(update_fields=["undone_at", "undone_by"])
    others = Decision.objects.standing().filter(
        item__content_type=decision.item.content_type_id, item__object_id=decision.item.object_id, hides=True
    )
    if decision.hides and row is not None and row.hidden_at and not others.exists():
        restore_row(subject, row, decision.former)
        if row.held_at:
            release_row(subject, row)
    # Whoever reported what was right after all was not right.
    if decision.verb not in {Verb.DISMISS, Verb.RELEASE}:
        decision.item.reports.update(verdict=Report.Verdict.DISMISSED)
        if row is not None and row.is_in_view and not subject.is_gone(row):
            tell_reporters(decision.item, Report.Answer.AGAIN, person)


def forget_former():
    """Erase what putting a row back needed, as a name that somebody had, of decisions that stand for good."""
    Decision.objects.forgettable().update(former={})
