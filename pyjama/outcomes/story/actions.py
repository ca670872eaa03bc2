from django.db import transaction
from django.utils.translation import gettext as _

from pyjama.attachments.actions import attach
from pyjama.calls.models import Call
from pyjama.contributions.models import Contribution
from pyjama.core import clock
from pyjama.core.refusals import Overtaken, Refused
from pyjama.notifications.actions import notify
from pyjama.notifications.models import Kind
from pyjama.outcomes.models import Outcome, Quote

MOST_QUOTES = 6


@transaction.atomic
def write_story(*, call, author, version, body, language, attachments=None, pair=None):
    """Write what the help changed, with its pictures; once it is published, correct it: the former text stays readable.

    `version` is the one the author started from, 0 where nothing was written yet. `attachments` are pairs of an Attachment
    and its alternative text; `pair` has the numbers `before` and `after` of two of them (or None) and the `before_words` and
    `after_words` under them; either stays as it is where it is None. Refused on a call that is not published; Overtaken when
    another save came between.
    """
    call = Call.objects.locked(call)
    if call.is_draft:
        raise Refused(_("This call is not published yet: there is nothing to tell."))
    outcome = Outcome.objects.of_call(call) or Outcome(call=call, version=0, author=author)
    if outcome.version != version:
        raise Overtaken(_("Somebody else saved this text while you were writing. Both texts are below."), current=outcome)

    if outcome.published_at and outcome.body != body:
        keep_former_text(outcome, author)
    outcome.write(body=body, language=language, author=author, written_at=clock.now(), version=version + 1)
    outcome.save()
    if attachments is not None:
        attach(target=outcome, person=author, files=attachments)
    if pair is not None:
        show_before_and_after(outcome, **pair)
    return outcome


def keep_former_text(outcome, editor):
    """Keep the text that a published outcome had until now."""
    outcome.corrected_at = clock.now()
    outcome.revisions.create(body_html=outcome.body_html, language=outcome.language, editor=editor)


def show_before_and_after(outcome, *, before, after, before_words, after_words):
    """Set which of its pictures stand side by side; a number that is none of them is left out."""
    pictures = outcome.attachments.in_bulk([pk for pk in (before, after) if pk])
    outcome.before, outcome.before_words = pictures.get(before), before_words
    outcome.after, outcome.after_words = pictures.get(after), after_words
    outcome.save(update_fields=["before", "before_words", "after", "after_words"])


@transaction.atomic
def quote_contribution(*, outcome, contribution, body):
    """Quote words of a contribution in an outcome, and ask its author, once, whether she may be named beside them.

    Other words than those she agreed to are asked about again; a no is not. Refused when the words are not in the
    contribution, when it was withdrawn, or beyond six quotes.
    """
    outcome = Outcome.objects.locked(outcome)
    contribution = Contribution.objects.locked(contribution)
    quote = outcome.quotes.filter(contribution=contribution).first() or Quote(outcome=outcome, contribution=contribution)
    if quote.body == body:
        return quote
    refuse_to_quote(quote, body)

    is_asked_anew = not quote.pk or quote.is_named
    if is_asked_anew:
        quote.consent, quote.answered_at = Quote.Consent.ASKED, None
    quote.write(body=body, chosen_at=clock.now())
    quote.save()
    if is_asked_anew:
        notify([contribution.author], Kind.QUOTE, quote, actor=outcome.call.organization)
    return quote


def refuse_to_quote(quote, body):
    """Refuse what nobody wrote, or one quote too many."""
    others = quote.outcome.quotes.chosen().exclude(pk=quote.pk)
    if not quote.body and others.count() >= MOST_QUOTES:
        raise Refused(_("Six quotes are enough for one story: take one out first."))
    if quote.contribution.withdrawn_at:
        raise Refused(_("This contribution was withdrawn meanwhile: it can no longer be quoted."))
    if not Quote.of_words(quote.contribution, body).stands:
        raise Refused(_("These words are not in the contribution. Quote it as it is written; “…” may leave something out."))


@transaction.atomic
def take_quote_out(*, quote):
    """Quote these words no more; the answer of their author is remembered, so that she is not asked again."""
    quote = Quote.objects.locked(quote)
    quote.write(body="")
    quote.save()
    return quote


@transaction.atomic
def answer_quote(*, quote, agrees, edition):
    """Say whether one may be named beside one's words, at any time, and change one's mind as often as one likes.

    `edition` (str) is that of the words one saw. Refused when they are not quoted any more, and a yes when others are.
    """
    quote = Quote.objects.locked(quote)
    if not quote.stands:
        raise Refused(_("These words are no longer quoted: there is nothing to answer."))
    if agrees and quote.edition != edition:
        raise Refused(_("Meanwhile the organization chose other words. Read them first, then answer."))

    quote.consent = Quote.Consent.GIVEN if agrees else Quote.Consent.REFUSED
    quote.answered_at = clock.now()
    quote.save(update_fields=["consent", "answered_at"])
    return quote


@transaction.atomic
def forget_withdrawn_quotes():
    """Erase the quotes of contributions that were withdrawn; from that moment on they were shown no more."""
    Quote.objects.of_withdrawn().delete()
