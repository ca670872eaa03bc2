"""What a data map is made of: each app says in its `privacy.py` what its tables keep of people, field by field.

From these declarations come the page that people read, `docs/data-map.md`, the export of what is kept about somebody, and
what is erased when she leaves. A field that no declaration names fails the suite (tests/test_data_map.py).
"""

from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache

from django.apps import apps
from django.utils.module_loading import autodiscover_modules


class Nature(StrEnum):
    """Whose business a field is: what may be shown, what an export holds."""

    PUBLIC = "public by the person's act"
    PERSON = "private to the person"
    ORGANIZATION = "private to an organization"
    STAFF = "staff only"
    SECURITY = "security secret"
    TECHNICAL = "technical, of no person"
    OTHER = "about somebody else"


class Leaving(StrEnum):
    """What becomes of a row when the person it names leaves."""

    ERASED = "erased with her"
    KEPT = "kept, as a former member's"
    FORGOTTEN = "kept, naming nobody"


class Subject(StrEnum):
    """Under which heading of the privacy page a table stands."""

    ACCOUNT = "account"
    SIGNING_IN = "signing_in"
    WORDS = "words"
    UNSENT = "unsent"
    GUEST = "guest"
    PROFILE = "profile"
    KARMA = "karma"
    NEWS = "news"
    MAIL = "mail"
    TEAM = "team"
    CARE = "care"
    SITE = "site"


# What a person is given when she asks for all that is kept about her.
HERS = {Nature.PUBLIC, Nature.PERSON, Nature.ORGANIZATION}


@dataclass(frozen=True)
class Kept:
    """Some fields of a table: their names (a str with spaces), whose business they are, what they hold, who sees them."""

    names: str
    nature: Nature
    holds: str
    seen_by: str


@dataclass(frozen=True, eq=False)
class Table:
    """One table of the map.

    `links` are its relations to people, with what becomes of the row when that person leaves. `through` is the way to the
    person from a row that names none itself. `address` is the field that holds an e-mail address by which a row is hers.
    """

    model: str
    subject: Subject
    fields: list[Kept]
    about: str = ""
    links: dict[str, Leaving] = field(default_factory=dict)
    through: str = ""
    address: str = ""
    note: str = ""

    @property
    def model_class(self):
        return apps.get_model(self.model)

    @property
    def natures(self):
        """The nature of each field, by its name."""
        return {name: kept.nature for kept in self.fields for name in kept.names.split()}

    @property
    def exported(self):
        """The names of the fields that an export holds: what is hers, but for the relation that says so."""
        return [name for name, nature in self.natures.items() if nature in HERS and name not in self.links]

    @property
    def ways(self):
        """The relations by which a row is a person's own: those whose rows go with her or stay as a former member's."""
        own = [name for name, leaving in self.links.items() if leaving != Leaving.FORGOTTEN]
        return [*own, *([self.through] if self.through else [])]


@cache
def data_map():
    """Every table that the apps declare (a dict of Table by the label of the model)."""
    autodiscover_modules("privacy")
    tables = {}
    for config in apps.get_app_configs():
        module = getattr(config.module, "privacy", None)
        for table in getattr(module, "TABLES", ()):
            if table.model in tables:
                raise ValueError(f"{table.model} is declared twice")
            tables[table.model] = table
    return tables


def missing_and_gone():
    """What is kept and in no declaration, and what is declared and kept no more: two sets of pairs (model, field)."""
    kept = {
        (model._meta.label, each.name)
        for model in apps.get_models()
        for each in [*model._meta.local_fields, *model._meta.local_many_to_many]
        if each.name != "id"
    }
    declared = {(label, name) for label, table in data_map().items() for name in table.natures}
    return kept - declared, declared - kept
