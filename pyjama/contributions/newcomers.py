"""What is held back of people who have just arrived: their first link, and what several of them write alike.

A moderator reads it before it is public; its author sees it meanwhile, and is told. See moderation/rules.py for the numbers.
"""

from pyjama.contributions.models import Contribution
from pyjama.core import clock
from pyjama.core.limits import refuse_newcomer_beyond
from pyjama.moderation.actions import must_wait
from pyjama.moderation.actions.bursts import HOST, traits
from pyjama.moderation.rules import BURST_WITHIN, BURSTS, CROWD, FIRST_LINK, LIMITED, NEWCOMER_FOR, is_newcomer

# Of a wave, the latest say enough.
MOST_COMPARED = 200
LINK = "http"


def refuse_many_links(author, body):
    """Refuse a text with a link of somebody in her first day who has sent as many as she may."""
    if HOST.search(body):
        refuse_newcomer_beyond(
            "first_links", author, Contribution.objects.filter(author=author, body__icontains=LINK), "posted_at"
        )


def rule_that_holds(contribution, in_crowd):
    """The name of the rule by which a contribution, just saved, waits for a moderator, or ""; `in_crowd`: see is_crowded."""
    author = contribution.author
    if must_wait(author):
        return LIMITED
    if not is_newcomer(author):
        return ""
    if HOST.search(contribution.body) and not has_shown_a_link(author, contribution):
        return FIRST_LINK
    return rule_of_wave(contribution) or rule_of_crowd(author, in_crowd)


def rule_of_crowd(author, in_crowd):
    """The name of the rule by which one text more of a busy network waits, or "": not of whom an organization thanked."""
    return CROWD if in_crowd and not author.contributions.exclude(credit="").exists() else ""


def has_shown_a_link(author, contribution):
    """Say whether something else of hers with a link is public, as a moderator let it through."""
    others = Contribution.objects.standing().filter(author=author, body__icontains=LINK).exclude(pk=contribution.pk)
    return any(HOST.search(body) for body in others.values_list("body", flat=True))


def rule_of_wave(contribution):
    """The name of the rule by which it is like what others who have just arrived wrote within a day, or ""."""
    found = {*traits(contribution.body)}
    if not found:
        return ""
    authors = {}
    for body, author in written_by_other_newcomers(contribution):
        for trait in found.intersection(traits(body)):
            authors.setdefault(trait, set()).add(author)
    waves = (rule for (rule, trait), others in authors.items() if len(others) + 1 >= BURSTS[rule].threshold)
    return next(waves, "")


def written_by_other_newcomers(contribution):
    """The latest texts of other newcomers within a day, those that wait or were hidden too: pairs of a body and an id."""
    now = clock.now()
    rows = Contribution.objects.filter(posted_at__gt=now - BURST_WITHIN, author__joined_at__gt=now - NEWCOMER_FOR)
    rows = rows.exclude(author=contribution.author_id).order_by("-posted_at", "-pk")
    return rows.values_list("body", "author")[:MOST_COMPARED]
