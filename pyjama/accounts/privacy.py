"""What these tables keep of people, field by field (core/privacy.py)."""

from django.contrib.admin.models import LogEntry
from django.db.models import Q

from pyjama.accounts import library_tables
from pyjama.accounts.models import User
from pyjama.core.privacy import Kept, Leaving, Nature, Subject, Table

TABLES = [
    Table(
        "accounts.User",
        Subject.ACCOUNT,
        [
            Kept(
                "email",
                Nature.PERSON,
                "her address, in lower case",
                "herself, operators; owners of an organization for the addresses they invited",
            ),
            Kept("display_name", Nature.PUBLIC, "her name or a pseudonym", "everybody, beside what she writes"),
            Kept(
                "language",
                Nature.PERSON,
                "`fr` or `en`: the language of the pages and of mail to her",
                "herself, operators",
            ),
            Kept("password", Nature.SECURITY, "an Argon2 hash, or the mark that there is none", "nobody"),
            Kept("last_login", Nature.PERSON, "when she last signed in", "operators"),
            Kept("joined_at", Nature.PERSON, "when the account was made", "operators"),
            Kept(
                "is_moderator",
                Nature.PERSON,
                "whether she verifies organizations and reads first calls",
                "herself, operators",
            ),
            Kept("is_staff", Nature.PERSON, "whether she is an operator", "herself, operators"),
            Kept(
                "is_superuser",
                Nature.STAFF,
                "whether an operator may do everything in `/admin/`",
                "herself, operators",
            ),
            Kept("is_active", Nature.STAFF, "whether the account is open", "operators"),
            Kept(
                "groups user_permissions",
                Nature.STAFF,
                "an operator's finer rights; empty for everybody else",
                "operators",
            ),
        ],
        about=(
            "A person with an account. **Whose**: hers. **Why**: to sign in, and to sign what she writes. **How long**:"
            " as long as the account; 7 days where the address was never confirmed."
        ),
        note="Her age is asked at sign-up (14 or more) and not kept.",
    ),
    Table(
        "accounts.Consent",
        Subject.ACCOUNT,
        [
            Kept("person", Nature.PERSON, "whose it is", "herself, operators"),
            Kept(
                "purpose channel",
                Nature.PERSON,
                "for what: a kind of news and the way it comes, or what an account brings by itself",
                "herself, operators",
            ),
            Kept("is_given", Nature.PERSON, "whether she agreed or withdrew", "herself, operators"),
            Kept(
                "version words language",
                Nature.PERSON,
                "the words she read, as they were shown, and their version",
                "herself, operators",
            ),
            Kept(
                "way",
                Nature.PERSON,
                "how: at sign-up, on the page, by a mail’s link, by a mail program’s button",
                "herself, operators",
            ),
            Kept("made_at", Nature.PERSON, "when", "herself, operators"),
        ],
        about=(
            "The ledger of consent: what somebody agreed to, or withdrew. **Whose**: the person's. **Why**: the law "
            "asks who sends to be able to prove it (CASL, s. 13; Law 25, s. 14). **How long**: as long as the account; "
            "a line is never changed."
        ),
        links={"person": Leaving.ERASED},
    ),
    Table(
        "accounts.EmailChange",
        Subject.ACCOUNT,
        [
            Kept("person", Nature.PERSON, "whose it is", "herself"),
            Kept("former", Nature.PERSON, "the address that is told of it", "who has the link of that mail"),
            Kept("address", Nature.PERSON, "the new one", "herself, and the former address"),
            Kept(
                "asked_at due_at done_at undone_at",
                Nature.PERSON,
                "when it was confirmed, when it is to be made, when it was, or when it was called off",
                "herself",
            ),
        ],
        about=(
            "A new address, confirmed by its code. **Whose**: the person's. **Why**: whoever reads the former address "
            "may call the change off, or take it back. **How long**: 7 days after the change was made."
        ),
        links={"person": Leaving.ERASED},
    ),
    Table(
        "accounts.Edition",
        Subject.SITE,
        [Kept("policy version announced_at", Nature.TECHNICAL, "which version of a policy was announced when", "everybody")],
        about="Versions of the privacy policy and of the terms of use.",
    ),
    *library_tables.TABLES,
]


def erase(person, *, words_go):
    """What operators did to her account stays in their log, under its number."""
    named = Q(object_repr__icontains=person.email) | Q(object_repr__icontains=person.display_name)
    hers = LogEntry.objects.filter(content_type__model="user", content_type__app_label=User._meta.app_label)
    hers.filter(object_id=str(person.pk)).update(object_repr=f"#{person.pk}")
    LogEntry.objects.filter(named).update(object_repr="")
