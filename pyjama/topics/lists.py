"""The two lists as each page needs them: read once, until something about lists is written (0067)."""

from django.db import DEFAULT_DB_ALIAS

from pyjama.core.freshness import LISTS, stamp
from pyjama.core.kept import Kept
from pyjama.topics.models import Cause, Skill

MOST_ENTRIES = 2_000
kept = Kept(MOST_ENTRIES)


def causes():
    """All causes, in their order: a list that is not to be changed."""
    return entries(Cause)


def skills():
    """All skills, in their order: a list that is not to be changed."""
    return entries(Skill)


def entries(model):
    # From the primary: a replica may lag behind this stamp.
    return kept.get_or_make(model, lambda: [*model.objects.using(DEFAULT_DB_ALIAS)], stamp(LISTS))
