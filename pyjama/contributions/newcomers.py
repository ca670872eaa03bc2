"""What is held back of people who have just arrived: their first link, and what several of them write alike.

A moderator reads it before it is public; its author sees it meanwhile, and is told. See moderation/rules.py for the numbers.
"""

from django.utils.translation import gettext as _

from pyjama.contributions.models import Contribution
from pyjama.core import clock
from pyjama.core.limits import refuse_newcomer_beyond
from pyjama.core.refusals import Refused
from pyjama.core.rich_text import leads_away
from pyjama.moderation.actions.bursts import are_alike, pieces, traits
from pyjama.moderation.models import Hold
from pyjama.moderation.rules import (
    BURST_WITHIN,
    BURSTS,
    CROWD,
    FIRST_LINK,
    LIMITED,
    NEAR_TEXT,
    NEWCOMER_FOR,
    is_newcomer,
    rule_named,
)

# Of a wave, the latest say enough.
MOST_COMPARED = 200
LINK = "<a href"


def refuse_many_links(contribution):
    """Refuse a text with a link, new and not yet saved, of somebody in her first day who has sent as many as she may."""
    if leads_away(contribution.body_html):
        author = contribution.author
        others = Contribution.objects.filter(author=author, body_html__contains=LINK)
        refuse_newcomer_beyond("first_links", author, others, "posted_at")


def rule_that_holds(contribution, whence, sanctions):
    """The name of the rule by which a contribution, just saved, waits for a moderator, or "".

    `whence` is from where it came (a Whence), or None; `sanctions` are those in force against its author.
    """
    author = contribution.author
    if sanctions.all_waits:
        return LIMITED
    if not is_new(contribution):
        return ""
    if leads_away(contribution.body_html) and not has_shown_a_link(author, contribution):
        return FIRST_LINK
    return rule_of_wave(contribution) or rule_of_crowd(author, whence)


def is_new(contribution):
    """Say whether nobody knows yet who speaks: somebody who has just arrived, not for an organization that was verified."""
    return is_newcomer(contribution.author) and not contribution.for_organization


def refuse_rewriting(contribution, former, sanctions):
    """Refuse to put into a public text, whose `former` HTML it replaces, what would have waited had it come by itself.

    `sanctions` are those in force against its author.
    """
    if rule := rule_of_rewriting(contribution, former, sanctions):
        words = _("%(why)s So this text stays as it is: write that as a reply of its own, which a moderator reads first.")
        raise Refused(words % {"why": rule_named(rule).why})


def rule_of_rewriting(contribution, former, sanctions):
    """The name of the rule that a text now meets, and did not as `former`, or ""."""
    if sanctions.all_waits:
        return LIMITED
    if not is_new(contribution):
        return ""
    has_new_link = leads_away(contribution.body_html) and not leads_away(former)
    if has_new_link and not has_shown_a_link(contribution.author, contribution):
        return FIRST_LINK
    return rule_of_wave(contribution)


def rule_of_crowd(author, whence):
    """The name of the rule by which one text more of a busy network waits, or "": not of whom somebody vouched for."""
    return CROWD if whence and whence.is_crowded and not is_vouched_for(author) else ""


def is_vouched_for(author):
    """Say whether an organization thanked her, or a moderator let something of hers through and hid nothing."""
    hers = author.contributions
    if hers.exclude(credit="").exists():
        return True
    was_let_through = Hold.objects.that_let_through(author).exists()
    return was_let_through and not hers.exclude(hidden_at=None).exists()


def has_shown_a_link(author, contribution):
    """Say whether something else of hers with a link is public, as a moderator let it through."""
    others = Contribution.objects.standing().filter(author=author, body_html__contains=LINK).exclude(pk=contribution.pk)
    return any(leads_away(html) for html in others.values_list("body_html", flat=True))


def rule_of_wave(contribution):
    """The name of the rule by which it is like what others who have just arrived wrote within a day, or ""."""
    found, hers = {*traits(contribution.body)}, pieces(contribution.body)
    if not found:
        return ""
    authors = {}
    for body, author in written_by_other_newcomers(contribution):
        shared = found.intersection(traits(body))
        for trait in shared or [(NEAR_TEXT, "")] * are_alike(hers, pieces(body)):
            authors.setdefault(trait, set()).add(author)
    waves = (rule for (rule, trait), others in authors.items() if len(others) + 1 >= BURSTS[rule].threshold)
    return next(waves, "")


def written_by_other_newcomers(contribution):
    """The latest texts of other newcomers within a day, those that wait or were hidden too: pairs of a body and an id."""
    now = clock.now()
    rows = Contribution.objects.filter(posted_at__gt=now - BURST_WITHIN, author__joined_at__gt=now - NEWCOMER_FOR)
    rows = rows.exclude(author=contribution.author_id).order_by("-posted_at", "-pk")
    return rows.values_list("body", "author")[:MOST_COMPARED]
