"""What can be moderated: each app declares its kinds of rows in its `moderation.py`, and what waits elsewhere.

Moderation stands under those apps: it knows "some row", and asks its Subject what a row is called, whose it is, and what
goes with it when it is hidden.
"""

from datetime import datetime
from functools import cache
from typing import NamedTuple

from django.utils.module_loading import autodiscover_modules

_subjects = {}
_waiting = []


class Subject:
    """One kind of row that people may report. Subclasses say what they can; the rest is as for a row that stands alone."""

    model = None
    slug = ""
    name = name_of_many = ""
    template = ""
    # Which rows are hidden with others they are part of: for a model, its path to each of those, by their model.
    parts = {}
    # Whether a rule may hide it before a person has looked.
    may_be_hidden_by_rule = False

    def rows(self):
        """All rows (a queryset), with what the queue shows of them."""
        return self.model.objects.order_by()

    def visible_to(self, user):
        """Those that this person may read, and so report."""
        return self.model.objects.visible_to(user)

    def title(self, row):
        """What it is called (str), for the queue and for those it concerns."""
        return str(row)

    def language(self, row):
        return getattr(row, "language", "fr")

    def author(self, row):
        """Whose words these are (User), or None: who may be warned, limited, suspended."""
        return row.author

    def people(self, row):
        """Who is told of decisions (a list of User)."""
        return [self.author(row)] if self.author(row) else []

    def own_among(self, rows, person):
        """The ids (a set) of those rows in which this person has a part: she then decides nothing about them."""
        return {row.pk for row in rows if self.author(row) == person}

    def is_own(self, row, person):
        return row.pk in self.own_among([row], person)

    def locked(self, row):
        """The row as it stands now, held with the rows above it (decision 0013); None where it is gone."""
        return self.model.objects.select_for_update(of=("self",)).filter(pk=row.pk).first()

    def is_gone(self, row):
        """Whether its author took it away."""
        return False

    def after_hiding(self, row):
        """What goes with a row that was just hidden; what putting back needs is returned (dict)."""
        return {}

    def after_restoring(self, row, since, former):
        """What comes back with a row that was hidden `since` a moment."""

    def after_release(self, row):
        """What becomes public with a row that was held and never seen."""

    def number_by(self, person):
        """How many of them this person made (int)."""
        return 0

    def of_newcomers(self, since, joined_after):
        """Rows that newcomers made since a moment, public or waiting: triples of a row, its author and its text."""
        return []

    def context(self, row, moderator):
        """What the page of an item shows beside the row (dict): what stands `around` it (rows) and its `former` texts."""
        return {"former": [], "around": []}


class Waiting(NamedTuple):
    """Something that waits for moderators on a page of its own."""

    kind: str
    title: str
    about: str
    url: str
    since: datetime
    language: str


def moderated(subject_class):
    """Declare a Subject."""
    _subjects[subject_class.model] = subject_class()
    return subject_class


def waits(kind, label):
    """Declare a function that gives what waits for a moderator (User) on another page: an iterable of Waiting."""

    def declare(function):
        _waiting.append((kind, label, function))
        return function

    return declare


@cache
def _discover():
    autodiscover_modules("moderation")


def subjects():
    """Every Subject, by its model."""
    _discover()
    return _subjects


def parts():
    """Every model whose rows moderation hides, or hides with others: pairs of it and its paths to those, by their model."""
    for subject in subjects().values():
        yield from ({subject.model: {}} | subject.parts).items()


def subject_of(model):
    """The Subject of a model, or of a row."""
    return subjects()[model if isinstance(model, type) else type(model)]


def subject_named(slug):
    """The Subject that an address names, or None."""
    return next((subject for subject in subjects().values() if subject.slug == slug), None)


def waiting_elsewhere():
    """The sources of what waits on other pages: triples of a kind, its label and a function of a moderator."""
    _discover()
    return _waiting
