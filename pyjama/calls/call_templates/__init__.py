"""What an organization may start a call from: one TOML file for each skill, by its slug, with templates in both languages.

A template asks the same four plain questions as every other; its hints make them concrete. To add one, add it to a file.
"""

import tomllib
from functools import cache
from pathlib import Path
from typing import NamedTuple

from django.utils.translation import get_language

FOLDER = Path(__file__).parent
QUESTIONS = ("us", "need", "known", "result")


class CallTemplate(NamedTuple):
    """One template: what it suggests, and its words in French and in English.

    `category` and `skills` are slugs of skills, `minutes` and `enough` numbers, `words` a dict of language and dict: `name`,
    `use` (when it serves), `title` (an example), and a hint for each of QUESTIONS.
    """

    slug: str
    category: str
    kind: str
    minutes: int
    enough: int
    skills: tuple
    words: dict

    @property
    def here(self):
        """Its words in the reader's language."""
        return self.words[get_language()]


@cache
def call_templates():
    """Every CallTemplate there is, by its slug (dict)."""
    files = sorted(FOLDER.glob("*.toml"))
    return {slug: read(slug, path.stem, facts) for path in files for slug, facts in tomllib.loads(path.read_text()).items()}


def read(slug, category, facts):
    words = {language: facts[language] for language in ("fr", "en")}
    suggested = {name: facts[name] for name in ("kind", "minutes", "enough")}
    return CallTemplate(slug=slug, category=category, skills=tuple(facts.get("skills", ())), words=words, **suggested)


def by_category(skills):
    """The templates under these skills (an iterable of Skill): pairs of a skill and its list, empty ones left out.

    Those whose skill the operator took out of her list come last, under None.
    """
    skills = list(skills)
    lists = {skill: [each for each in call_templates().values() if each.category == skill.slug] for skill in skills}
    known = {skill.slug for skill in skills}
    lists[None] = [each for each in call_templates().values() if each.category not in known]
    return [(skill, templates) for skill, templates in lists.items() if templates]
