"""What these tables keep of people, field by field (core/privacy.py)."""

from pyjama.core.privacy import Kept, Leaving, Nature, Subject, Table
from pyjama.privacy.actions import forget_exports
from pyjama.privacy.models import Export, Unlisting

TABLES = [
    Table(
        "privacy.Export",
        Subject.ACCOUNT,
        [
            Kept("person", Nature.PERSON, "whose", "herself"),
            Kept("asked_at made_at", Nature.PERSON, "when she asked for it, and when it was made", "herself"),
            Kept("language size", Nature.PERSON, "in which language, and how large", "herself"),
            Kept("key", Nature.SECURITY, "the name of its file in the private storage", "nobody"),
            Kept("claimed_at", Nature.TECHNICAL, "when a worker began it", "nobody"),
        ],
        about=(
            "All that is kept about a person, in one file. **Whose**: hers. **Why**: she asked for it (P-39.1, s. 27). "
            "**How long**: 7 days."
        ),
        links={"person": Leaving.ERASED},
    ),
    Table(
        "privacy.Departure",
        Subject.ACCOUNT,
        [
            Kept("person", Nature.PERSON, "who leaves", "herself"),
            Kept("reason words_go", Nature.PERSON, "why, and whether what she wrote goes along", "herself"),
            Kept(
                "asked_at due_at reminded_at",
                Nature.PERSON,
                "since when, when it is to be, when she was told again",
                "herself",
            ),
        ],
        about=(
            "Somebody leaves. **Whose**: hers. **Why**: to erase her, and to leave her time to change her mind. **How "
            "long**: until her account is erased; then `DATA_DIR/erasures` has its number and the day."
        ),
        links={"person": Leaving.ERASED},
    ),
    Table(
        "privacy.Unlisting",
        Subject.CARE,
        [
            Kept("path ground words", Nature.PERSON, "which page, why, and what happened", "herself, moderators"),
            Kept("email language", Nature.PERSON, "where and in which language to answer", "herself, moderators"),
            Kept("asked_by", Nature.PERSON, "who asked, where she was signed in", "herself, moderators"),
            Kept("asked_at decided_at lifted_at", Nature.PERSON, "when", "herself, moderators"),
            Kept("is_granted reason", Nature.PERSON, "the decision, and its reasons", "herself, moderators"),
            Kept("decided_by", Nature.STAFF, "which moderator decided it", "moderators"),
        ],
        about=(
            "Somebody asks that search engines forget a page. **Whose**: who asked. **Why**: the law gives that right "
            "(P-39.1, s. 28.1). **How long**: as long as it is in force; two years after it was refused or lifted."
        ),
        links={"asked_by": Leaving.FORGOTTEN, "decided_by": Leaving.FORGOTTEN},
        through="asked_by",
    ),
    Table(
        "privacy.Incident",
        Subject.CARE,
        [
            Kept(
                "information circumstances happened_on known_on", Nature.STAFF, "what happened, to what, when", "operators"
            ),
            Kept("people seriousness is_serious", Nature.STAFF, "to how many, how bad it is", "operators"),
            Kept("notices told_at measures", Nature.STAFF, "who was told, what was done", "operators"),
            Kept("noted_by noted_at", Nature.STAFF, "which operator wrote it, and when", "operators"),
        ],
        about=(
            "One line of the register of incidents. **Whose**: the operator's; it names nobody. **Why**: the law wants it "
            "(P-39.1, s. 3.8). **How long**: five years after it was known."
        ),
        links={"noted_by": Leaving.FORGOTTEN},
    ),
    Table(
        "privacy.Forgotten",
        Subject.SITE,
        [Kept("rule table day number", Nature.TECHNICAL, "how many rows a round erased on a day", "operators")],
        about="What the rounds erased, in numbers.",
    ),
    Table(
        "privacy.Believed",
        Subject.SITE,
        [
            Kept("moment", Nature.TECHNICAL, "when a round that erases last believed the clock", "operators"),
            Kept("doubted_at seen_at", Nature.TECHNICAL, "since when a new date is looked at, and when last", "operators"),
        ],
        about="So that a clock that is ahead erases nothing.",
    ),
]


def erase(person, *, words_go):
    """The files with all that was kept about her; her requests about search engines, but for what is in force."""
    forget_exports(Export.objects.filter(person=person))
    requests = Unlisting.objects.filter(email__in=person.addresses())
    requests.exclude(pk__in=requests.in_force().values("pk")).delete()
    requests.update(email="", words="")
