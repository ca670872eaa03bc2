"""Finding the same text, nearly the same, or links to the same site, from several newcomers."""

import hashlib
import re
from collections import defaultdict

from django.db import transaction

from pyjama.core import clock
from pyjama.moderation.actions.reporting import item_about
from pyjama.moderation.models import Hold, Item, Report
from pyjama.moderation.rules import (
    BURST_WITHIN,
    BURSTS,
    CHANGED,
    NEWCOMER_FOR,
    SAME_HOST,
    SAME_TEXT,
    SHORTEST_ALIKE,
    is_newcomer,
)
from pyjama.moderation.subjects import subject_of, subjects

HOST = re.compile(r"(?:https?:)?//(?:[^\s/@]*@)?(?:www\.)?([\w.-]+\.\w{2,})", re.IGNORECASE)
WORDS = re.compile(r"\w+")
RUN, FEWEST_PIECES, MOST_CHARACTERS = 4, 6, 600


def traits(text):
    """What a text may have in common with others: pairs of a rule's name and what it says alike (str)."""
    plain = " ".join(WORDS.findall(HOST.sub("", text).casefold()))
    if len(plain) >= SHORTEST_ALIKE:
        yield SAME_TEXT, plain
    for host in sorted({host.casefold() for host in HOST.findall(text)}):
        yield SAME_HOST, host


def pieces(text):
    """What a text is made of (a set): its runs of four words, near the beginning, where a wave is alike."""
    words = WORDS.findall(HOST.sub("", text[:MOST_CHARACTERS]).casefold())
    return {(*words[place : place + RUN],) for place in range(len(words) - RUN + 1)}


def are_alike(some, others):
    """Say whether two texts, by their pieces, share half of the shorter one: more than two answers to one question do."""
    shorter = min(len(some), len(others))
    return shorter >= FEWEST_PIECES and len(some & others) * 2 >= shorter


@transaction.atomic
def find_bursts():
    """Put into the queue what several newcomers wrote alike within a day. Safe to run again: each row is put there once."""
    since, joined_after = clock.now() - BURST_WITHIN, clock.now() - NEWCOMER_FOR
    for subject in subjects().values():
        alike = defaultdict(list)
        for row, author, text in subject.of_newcomers(since, joined_after):
            for rule, trait in traits(text):
                alike[rule, trait].append((row, author))
        for (rule, trait), rows in alike.items():
            if len({author.pk for _row, author in rows}) >= BURSTS[rule].threshold:
                queue_burst([row for row, _author in rows], rule, hashlib.sha256(trait.encode()).hexdigest())


def queue_burst(rows, rule, group):
    """Open an Item for each row of a burst that none was ever opened for."""
    for row in rows:
        queue_once(row, rule, group)


def queue_once(row, rule, group=""):
    """Open an Item for a row that a rule found, by its name, unless one was ever opened for it."""
    if not Item.objects.about(row).exists():
        item_about(subject_of(row), row, Item.Kind.BURST, rule=rule, group=group)


def queue_changed(row, author):
    """Open an Item for a row that a newcomer changed after a moderator had let it through: it stays public meanwhile."""
    if is_newcomer(author) and Hold.objects.that_let_through(author).filter(item__in=Item.objects.about(row)).exists():
        item_about(subject_of(row), row, Item.Kind.BURST, rule=CHANGED)


def forget_networks():
    """Erase from which network people reported, and what was held came, once it is of no use."""
    Report.objects.forgettable().update(network="")
    Item.objects.forgettable().update(group="")
