"""What a crowd says: the story's own paragraphs, in another order each time, and names that nobody has."""

import tomllib
from functools import cache
from itertools import chain
from pathlib import Path

from pyjama.core.rich_text import to_html
from pyjama.world import story

FIRST_NAMES = {
    "fr": """
        Agathe Anaïs Arsène Aurèle Blandine Céleste Cyprien Delphine Edmond Élodie Fabrice Félix Flore Gaël Hélène Isidore
        Jasmine Joël Léonie Lucien Maëlle Marius Noé Ophélie Paulin Rosalie Séraphin Solène Théodore Ursule Valère Zoé
    """,
    "en": """
        Abigail Alistair Ambrose Beatrix Clement Cleo Cordelia Desmond Dorothea Edith Ezra Fern Gideon Harriet Ivor Jemima
        Kit Lowell Mabel Ned Olive Percy Quentin Rowan Sybil Tobias Una Vernon Winifred Wren Yolanda Zeke
    """,
}
KINDS = {
    "fr": [
        "L’Atelier",
        "La Maison",
        "Le Comptoir",
        "Le Jardin",
        "La Ruche",
        "L’Escale",
        "Le Relais",
        "La Coop",
        "Le Cercle",
    ],
    "en": ["The Workshop", "The House", "The Pantry", "The Garden", "The Hive", "The Harbour", "The Shelter", "The Circle"],
}
PLACES = {
    "fr": ["des Marées", "du Ruisseau", "des Érables", "de la Côte", "des Voisines", "du Pont", "du Quai", "de l’Aube"],
    "en": ["by the Creek", "of the Maples", "on the Hill", "of Neighbours", "at the Bridge", "by the Quay", "at Dawn"],
}
ASKED = tomllib.loads(Path(__file__).with_name("asked.toml").read_text(encoding="utf-8"))
CITIES = [("Matane", "QC"), ("Rimouski", "QC"), ("Gatineau", "QC"), ("Moncton", "NB"), ("Sudbury", "ON"), ("Brandon", "MB"),
          ("Whitehorse", "YT"), ("Nanaimo", "BC"), ("Truro", "NS"), ("Regina", "SK")]  # fmt: skip


def asked(chance, language):
    """The title of a call, and its first sentence (two str): few things are asked for often, most of them seldom."""
    told = ASKED[language]
    title, sentence = chance.choice(told["asked"])
    thing, of = (drawn(chance, told[words]) for words in ("things", "of"))
    place, _province = chance.choice(CITIES)
    words = {"thing": thing, "of": of, "place": place}
    return title.format(**words), sentence.format(**words)


def drawn(chance, words):
    """One of some words: the first come again and again."""
    return words[int(len(words) * chance.random() ** 3)]


@cache
def paragraphs(language):
    """The paragraphs of the story's contributions in a language: pairs of Markdown and its HTML (str)."""
    return _parts(given for call in story.calls().values() for given in _given(call) if _language(given, call) == language)


@cache
def questions(language):
    """The paragraphs of the story's calls in a language, alike."""
    return _parts(call for call in story.calls().values() if call["language"] == language)


@cache
def names(language):
    return FIRST_NAMES[language].split()


def organization_name(language, number):
    """A name (str) for the organization with this number, another one for each."""
    kinds, places = KINDS[language], PLACES[language]
    kind, place = kinds[number % len(kinds)], places[number // len(kinds) % len(places)]
    return f"{kind} {place} {number}"


def text(chance, language, source, most):
    """Some paragraphs of a source (`paragraphs`, `questions`), `most` at most: their Markdown and their HTML (two str)."""
    chosen = chance.choices(source(language), k=chance.randint(1, most))
    return "\n\n".join(words for words, _html in chosen), "\n".join(html for _words, html in chosen)


def _given(call):
    given = call.get("contributions", [])
    return chain(given, *(one.get("replies", []) for one in given))


def _language(given, call):
    return given.get("language", call["language"])


def _parts(told):
    """Each paragraph of what was told that stands alone as well, with its HTML."""
    parts = {part.strip() for one in told for part in one["body"].split("\n\n")}
    return [(part, to_html(part).strip()) for part in sorted(parts) if part and not part.startswith(("-", "*", "1", "#"))]
