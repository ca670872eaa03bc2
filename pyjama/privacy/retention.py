"""How long everything is kept, why, and which round of the worker erases it; and how much was erased when.

The law wants personal information destroyed once what it was collected for is done (Law 25: P-39.1, s. 23). Every round that
forgets stands here: tests/test_retention.py holds this table against the rounds.
"""

import re
from collections import Counter
from contextlib import contextmanager, nullcontext
from typing import NamedTuple

from django.db import connection
from django.db.models import F
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from pyjama.core import clock
from pyjama.privacy.models import Forgotten

ERASES = re.compile(r'^\s*DELETE FROM "?(\w+)"?', re.IGNORECASE)
EMPTIES = re.compile(r'^\s*UPDATE "?(mail_mail|inbound_received|outcomes_quote|moderation_decision)"?', re.IGNORECASE)


class Rule(NamedTuple):
    """One kind of thing: what it is, how long it is kept, and why so long (words that are translated)."""

    what: Promise
    how_long: Promise
    why: Promise


RULES = {
    "pyjama.accounts.tasks.forget_unconfirmed": Rule(
        _("Accounts whose address nobody confirmed"),
        _("7 days"),
        _("Time to find the code in one’s mail"),
    ),
    "pyjama.accounts.tasks.forget_ended_sessions": Rule(
        _("Sessions that are over, with their network address and browser"),
        _("An hour at most"),
        _("They serve nothing once one is signed out"),
    ),
    "pyjama.accounts.tasks.forget_email_changes": Rule(
        _("Former addresses of an account"),
        _("7 days"),
        _("Whoever reads the former address may take the change back"),
    ),
    "pyjama.attachments.tasks.erase_forgotten": Rule(
        _("Files that wait for a form"),
        _("One day"),
        _("Time to send the form they were added to"),
    ),
    "pyjama.attachments.tasks.erase_orphans": Rule(
        _("Files whose text is gone"),
        _("One day"),
        _("A program that was stopped leaves them behind"),
    ),
    "pyjama.contributions.tasks.forget_expired_guests": Rule(
        _("What was written without an account, with its address"),
        _("One day without an address, 7 with one"),
        _("Time to open the link that publishes it"),
    ),
    "pyjama.contributions.tasks.forget_arrivals": Rule(
        _("From which sealed network the texts of newcomers came"),
        _("One day"),
        _("To see what became of others that came from there"),
    ),
    "pyjama.digests.tasks.forget_editions": Rule(
        _("Which summaries were sent to whom"),
        _("As the map of what is kept says"),
        _("So that none leaves twice"),
    ),
    "pyjama.matching.tasks.forget_proposals": Rule(
        _("Which calls were proposed to whom by mail"),
        _("As the map of what is kept says"),
        _("So that none is proposed twice"),
    ),
    "pyjama.drafts.tasks.forget_old_drafts": Rule(
        _("Drafts that nobody touched"),
        _("60 days"),
        _("Nothing typed is lost, and nothing lies about for ever"),
    ),
    "pyjama.security.tasks.forget_violations": Rule(
        _("What browsers refused on our pages"),
        _("30 days"),
        _("To see an attack, or a mistake of ours"),
    ),
    "pyjama.mail.tasks.forget_mail": Rule(
        _("Mail we sent: its words, then its trace"),
        _("3 days, then 30"),
        _("To send it again if need be, and to answer who asks whether it left"),
    ),
    "pyjama.mail.inbound.tasks.forget_received": Rule(
        _("Mail that came in: its words, then its trace"),
        _("Seconds, then 14 days; 30 where it could not be read"),
        _("To know a copy, and to look at what went wrong"),
    ),
    "pyjama.notifications.tasks.forget_news": Rule(
        _("News in people’s lists"),
        _("90 days"),
        _("What is older helps nobody any more"),
    ),
    "pyjama.moderation.tasks.forget_networks": Rule(
        _("The sealed network of a report, or of a text that was held"),
        _("30 days"),
        _("To see whether several of them come from one place"),
    ),
    "pyjama.moderation.tasks.forget_former": Rule(
        _("What a row that moderators changed said before"),
        _("30 days"),
        _("So long, a decision can be undone"),
    ),
    "pyjama.notifications.push.tasks.forget_devices": Rule(
        _("Devices that ring, of people who signed out there"),
        _("One day at most"),
        _("A device rings for whoever is signed in there"),
    ),
    "pyjama.organizations.tasks.forget_invitations": Rule(
        _("Addresses of people invited into a team"),
        _("As said in the invitation"),
        _("The link of the invitation must work"),
    ),
    "pyjama.outcomes.tasks.forget_withdrawn_quotes": Rule(
        _("Quotes of contributions that were withdrawn"),
        _("An hour at most"),
        _("Who withdraws words withdraws the quotes too"),
    ),
    "pyjama.outcomes.tasks.forget_notes": Rule(
        _("A team’s notes about contributions that were withdrawn"),
        _("One day"),
        _("What they were about is gone"),
    ),
    "pyjama.privacy.tasks.forget_old_exports": Rule(
        _("Files with all that is kept about somebody"),
        _("7 days"),
        _("Time to download them"),
    ),
    "pyjama.privacy.tasks.follow_departures": Rule(
        _("Accounts of people who leave"),
        _("7 days, or none"),
        _("Time to change one’s mind, for who wants it"),
    ),
    "pyjama.privacy.tasks.follow_unused_accounts": Rule(
        _("Accounts that nobody used"),
        _("Two years, then two warnings in a month"),
        _("What has no more use is not kept"),
    ),
    "pyjama.privacy.tasks.forget_register": Rule(
        _("Incidents in the register; requests about search engines that were refused or lifted"),
        _("Five years; two years"),
        _("The regulation says how long the register is kept; a refusal can be contested"),
    ),
}


@contextmanager
def counting(name):
    """Count the rows that the round of this name erases or empties while the block runs, table by table."""
    if name not in RULES:
        with nullcontext():
            yield
        return
    erased = Counter()

    def count(execute, sql, params, many, context):
        result = execute(sql, params, many, context)
        if match := ERASES.match(sql) or EMPTIES.match(sql):
            erased[match[1]] += max(0, context["cursor"].rowcount)
        return result

    with connection.execute_wrapper(count):
        yield
    for table, number in erased.items():
        note(name, table, number)


def note(rule, table, number):
    """Add a number of rows to what was erased today."""
    if number:
        row, _is_new = Forgotten.objects.get_or_create(rule=rule, table=table, day=clock.today())
        Forgotten.objects.filter(pk=row.pk).update(number=F("number") + number)


def report():
    """Each rule with what it erased lately: a list of dicts with `rule` and `days` (rows of Forgotten, the newest first)."""
    days = {}
    for row in Forgotten.objects.all()[:1_000]:
        days.setdefault(row.rule, []).append(row)
    return [{"rule": rule, "days": days.get(name, [])[:14]} for name, rule in RULES.items()]
