"""The desk as one address shows it: a page of contributions in its order, those that say nearly the same side by side."""

from collections import Counter

from django.core.paginator import Paginator
from django.db.models import Count, Exists, OuterRef, Prefetch, Q

from pyjama.attachments.models import Attachment
from pyjama.contributions.models import Contribution
from pyjama.outcomes.desk.gathering import gather
from pyjama.outcomes.desk.models import Note, ThankYou

PER_PAGE = 200


def page_of(call, filters, number):
    """One page (of Django's Paginator, from a `number` as it stands in the address) of the contributions of a call."""
    answers = call.contributions.answers()
    texts = [*filters.narrow(answers).values_list("pk", "body", "language")]
    firsts = gather(texts)
    page = Paginator(side_by_side(firsts), PER_PAGE).get_page(number)
    alike = Counter(firsts.values())
    rows = {row.pk: row for row in with_everything(answers.filter(pk__in=page.object_list))}
    page.object_list = [rows[pk] for pk in page.object_list if pk in rows]
    for row in page.object_list:
        row.alike, row.first_alike = alike[firsts[row.pk]], firsts[row.pk]
    return page


def side_by_side(firsts):
    """Ids in their order, each group brought together where its first one stands."""
    groups = {}
    for pk, first in firsts.items():
        groups.setdefault(first, []).append(pk)
    return [pk for group in groups.values() for pk in group]


def with_credits(contributions):
    """These contributions (a list) with what the choice of their credit shows: who gave it, and what is chosen now."""
    thanked = ThankYou.contributions.through.objects.filter(contribution=OuterRef("pk"))
    rows = list(contributions.select_related("author", "credited_by").annotate(is_thanked_personally=Exists(thanked)))
    for row in rows:
        row.choice, row.before, row.overtaken = row.credit, row.credit, ""
    return rows


def with_everything(contributions):
    """These contributions (a list) with all that their rows on the desk show, in a constant number of queries."""
    replies = Prefetch("replies", Contribution.objects.standing().select_related("author"), to_attr="standing_replies")
    notes = Prefetch("notes", Note.objects.select_related("author"))
    rows = with_credits(contributions.prefetch_related(replies, notes))
    Attachment.objects.bring_to(*rows)
    for row in rows:
        row.alike, row.first_alike = 1, row.pk
    return rows


def as_sent(rows, form):
    """Show on these rows what a form that comes back has chosen for them, and where a colleague was faster."""
    for row in rows:
        row.choice, row.before = form.choice_for(row)
        row.overtaken = form.overtaken.get(row.pk, "")
    return rows


def tally(call):
    """How many contributions the call has in all, and how many `unsorted` ones: a dict of int."""
    return call.contributions.answers().order_by().aggregate(all=Count("pk"), unsorted=Count("pk", filter=Q(credit="")))
