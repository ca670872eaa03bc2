from typing import NamedTuple

from pyjama.calls.models import NO_SKILL


class Wishes(NamedTuple):
    """What somebody has to give and cares for, as plain values; what is empty was not said, and rules nothing out.

    `minutes` (int or None) at hand; slugs of `causes`, of `skills` (NO_SKILL for *just my opinion*) and codes of the
    `languages` she reads. What she wanted more like is in `liked_causes` and `liked_skills`.
    """

    minutes: int | None = None
    causes: frozenset = frozenset()
    skills: frozenset = frozenset()
    languages: frozenset = frozenset()
    liked_causes: frozenset = frozenset()
    liked_skills: frozenset = frozenset()

    @property
    def chosen_skills(self):
        """The skills she named, *just my opinion* left out."""
        return self.skills - {NO_SKILL}
