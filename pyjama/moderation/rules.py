"""What happens without a person, and why: every rule by name, in tables that tests hold to their boundaries.

No rule decides for good. What a rule hides or holds is told to its author as automatic, and stands first in the queue.
"""

from datetime import timedelta
from typing import NamedTuple

from django.utils.translation import gettext_lazy as _

from pyjama.core import clock
from pyjama.core.limits import LIMITS

# Reports weigh in points. An account is a newcomer's for 30 days; a guest has no record at all.
NEWCOMER_FOR = timedelta(days=30)
GUEST, NEWCOMER, MEMBER = 1, 2, 10
# However many guests and newcomers report, together they weigh like one member.
MOST_OF_NEWCOMERS = MEMBER


class Rule(NamedTuple):
    """From how many points, rows or people on a rule acts, and why (a sentence for those it concerns)."""

    threshold: int
    why: str


MANY_REPORTS = "many_trusted_reports"
HIDING = {
    # Three members with an ordinary record, or two whose reports were often right.
    MANY_REPORTS: Rule(
        30, _("Several people whose earlier reports were right, or who have been here for long, reported it.")
    ),
}

# From the third of such a wave on, what comes waits; the first two, public already, go to the queue.
SAME_TEXT, NEAR_TEXT, SAME_HOST = "same_text_by_newcomers", "near_text_by_newcomers", "same_host_by_newcomers"
BURSTS = {
    SAME_TEXT: Rule(3, _("The same text comes from several people who have just arrived.")),
    NEAR_TEXT: Rule(3, _("Nearly the same text comes from several people who have just arrived.")),
    SAME_HOST: Rule(3, _("Links to the same site come from several people who have just arrived.")),
}

# What was public before its network was known to be bad: a person looks at it.
BEFORE, CHANGED = "before_its_network_was_bad", "changed_since_let_through"
FINDING = {
    CHANGED: Rule(1, _("Its author, who has just arrived, has changed it since a moderator let it through.")),
    BEFORE: Rule(1, _("Much of what newcomers wrote from the same network today was hidden, or waits for its links.")),
}

LIMITED, FIRST_LINK, CROWD = "author_is_limited", "first_link", "crowd_of_newcomers"
HOLDING = {
    LIMITED: Rule(1, _("For some time, a moderator reads what this person writes before it is public.")),
    FIRST_LINK: Rule(1, _("It is the first link of somebody who has just arrived.")),
    # How many those are, and what opens a network further: core/limits.py, and decision 0068.
    CROWD: Rule(LIMITS["network_texts"].acts + 1, _("Many people who have just arrived wrote from the same network today.")),
    **BURSTS,
}
# What waits by these speaks against the network it came from; that much comes from one does not.
SUSPECT = [FIRST_LINK, *BURSTS]
# From two such texts on, where they are a quarter of all, everything waits that newcomers send from there. The one link of a
# house closes nothing, nor do five of a class; of what a script sends that sells, hardly a text is without.
SUSPECT_FROM, SUSPECT_PART = 2, 4
# How far back a burst is looked for.
BURST_WITHIN = timedelta(hours=24)
# Shorter texts are alike by chance: "Thank you!"
SHORTEST_ALIKE = 25


def rule_named(name):
    """The Rule of a name in any of the tables, or None."""
    return (HIDING | HOLDING | FINDING).get(name)


def is_newcomer(person):
    """Whether an account is younger than NEWCOMER_FOR; who has none is new too."""
    return person is None or person.joined_at > clock.now() - NEWCOMER_FOR


def is_suspect(found):
    """Whether so much of what came from a network is bad that the rest waits too: `found` has the int `texts` and `bad`."""
    return found["bad"] >= SUSPECT_FROM and found["bad"] * SUSPECT_PART >= found["texts"]


def weight_of(person, upheld, dismissed):
    """What a report of this person (User, or None for a guest) weighs: points (int) by her record.

    One whose reports were always right weighs nearly twice an ordinary member, one whose reports were always wrong hardly
    anything. Without a record, she weighs MEMBER.
    """
    if person is None:
        return GUEST
    if is_newcomer(person):
        return NEWCOMER
    return round(2 * MEMBER * (upheld + 1) / (upheld + dismissed + 2))


def total(reports):
    """What several reports weigh together (int): those of guests and newcomers count up to MOST_OF_NEWCOMERS."""
    of_newcomers = sum(report.weight for report in reports if report.is_newcomers)
    of_members = sum(report.weight for report in reports if not report.is_newcomers)
    return min(of_newcomers, MOST_OF_NEWCOMERS) + of_members


def hiding_rule(reports):
    """The name of the rule by which these reports hide a row at once, or ""."""
    trusted = sum(report.weight for report in reports if not report.is_newcomers)
    return MANY_REPORTS if trusted >= HIDING[MANY_REPORTS].threshold else ""
