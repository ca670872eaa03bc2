"""What these tables keep of people, field by field (core/privacy.py)."""

from pyjama.core.privacy import Kept, Leaving, Nature, Subject, Table
from pyjama.organizations.actions.invitation import forget_addresses

TABLES = [
    Table(
        "organizations.Organization",
        Subject.TEAM,
        [
            Kept(
                "name mission_fr mission_en city province website",
                Nature.PUBLIC,
                "who it is",
                "everybody once verified; before, its people and moderators",
            ),
            Kept("causes", Nature.PUBLIC, "what it works for", "the same"),
            Kept(
                "logo crest",
                Nature.PUBLIC,
                "the name of a picture in `media/logos`, drawn anew without metadata",
                "the same; the picture itself, whoever knows its random name",
            ),
            Kept(
                "charity_number",
                Nature.PUBLIC,
                "its registration number with the Canada Revenue Agency",
                "everybody once verified",
            ),
            Kept(
                "proof",
                Nature.ORGANIZATION,
                "the name of a private file in `private/proofs`",
                "moderators and its owners",
            ),
            Kept(
                "status",
                Nature.PUBLIC,
                "pending, verified, refused or deleted",
                "its people and moderators; everybody once verified",
            ),
            Kept("registered_at", Nature.ORGANIZATION, "when it came", "its people and moderators"),
            Kept("decided_at", Nature.PUBLIC, "when it was verified or refused", "everybody once verified"),
            Kept("decided_by", Nature.STAFF, "which moderator decided; moderators read it in the log below", "nobody"),
            Kept("refusal", Nature.ORGANIZATION, "why it was refused", "its people and moderators"),
            Kept(
                "version",
                Nature.TECHNICAL,
                "counts the saves, so that two editors do not overwrite each other",
                "nobody",
            ),
            Kept(
                "calls_finished calls_lapsed",
                Nature.PUBLIC,
                "how many of its calls ended with an outcome, and without",
                "everybody, from five of them on",
            ),
            Kept(
                "reaction_hours",
                Nature.TECHNICAL,
                "within how many hours half of those who helped had a reply or a credit",
                "the same",
            ),
            Kept("members", Nature.ORGANIZATION, "its people, through `organizations.Membership`", "its people"),
            Kept("hidden_at held_at", Nature.STAFF, "when moderators hid it, or since when it waits for them", "moderators"),
        ],
        about=(
            "A nonprofit. **Whose**: the organization's; nobody's personal data, unless its people write some in. "
            "**Why**: so that people know whom they help. **How long**: as long as the site, or until an owner deletes "
            "it: then what it said of itself, its files, its team, its drafts, its invitations and its followers are "
            "erased, and its name, causes, charity number and the two logs stay, beside its finished calls (decision "
            "0030)."
        ),
        links={"decided_by": Leaving.FORGOTTEN},
    ),
    Table(
        "organizations.Membership",
        Subject.TEAM,
        [
            Kept("organization person", Nature.ORGANIZATION, "who, where", "its people"),
            Kept("role", Nature.ORGANIZATION, "owner or editor", "its people"),
            Kept("joined_at", Nature.ORGANIZATION, "since when", "its people"),
        ],
        about=(
            "A person's place in an organization. **Whose**: the person's and the organization's. **Why**: it says who "
            "may ask, sort and decide. **How long**: until she leaves, is removed, or the account goes."
        ),
        links={"person": Leaving.ERASED},
    ),
    Table(
        "organizations.Invitation",
        Subject.TEAM,
        [
            Kept("organization", Nature.ORGANIZATION, "where", "its owners, the invited person"),
            Kept(
                "email",
                Nature.OTHER,
                "the invited address",
                "its owners; its first letter and domain, whoever opens the link from another account",
            ),
            Kept("role", Nature.ORGANIZATION, "owner or editor", "its owners, the invited person"),
            Kept("token_digest", Nature.SECURITY, "the SHA-256 of the link's secret: the table opens nothing", "nobody"),
            Kept("invited_by", Nature.ORGANIZATION, "which owner", "its owners"),
            Kept(
                "invited_at expires_at accepted_at withdrawn_at",
                Nature.ORGANIZATION,
                "when",
                "its owners; until when, the invited person",
            ),
        ],
        about=(
            "A place offered by mail. **Whose**: the invited person's. **Why**: only who reads that address may take "
            "the place. **How long**: the link works for 14 days; the row is erased a month after it was accepted or "
            "withdrawn, or has expired."
        ),
        links={"invited_by": Leaving.KEPT},
        address="email",
    ),
    Table(
        "organizations.Act",
        Subject.TEAM,
        [
            Kept("organization kind done_at", Nature.ORGANIZATION, "where, what and when", "its people"),
            Kept("content_type object_id", Nature.ORGANIZATION, "the call that was published", "its people"),
            Kept("person", Nature.ORGANIZATION, "who did it, and to whom; empty once the account goes", "its people"),
            Kept("other", Nature.OTHER, "who did it, and to whom; empty once the account goes", "its people"),
        ],
        about=(
            "One line of what somebody did in a team: who invited, joined, left, was made an owner. **Whose**: the "
            "person's and the organization's. **Why**: a team must be able to see who changed it. **How long**: as long"
            " as the organization; it is added to and never changed. No address is in it."
        ),
        links={"person": Leaving.FORGOTTEN, "other": Leaving.FORGOTTEN},
    ),
    Table(
        "organizations.Case",
        Subject.TEAM,
        [
            Kept("organization", Nature.STAFF, "of which", "its people and moderators"),
            Kept(
                "reason",
                Nature.STAFF,
                "new, refused before, or verified before and changed since",
                "moderators; everybody learns that something changed",
            ),
            Kept(
                "opened_at waiting_since",
                Nature.STAFF,
                "when it began, and since when moderators are waited for: the organization's own time left out",
                "moderators; its people, as a place in the queue",
            ),
            Kept("asked_at", Nature.STAFF, "since when a question waits for its answer", "its people and moderators"),
            Kept("decided_at", Nature.STAFF, "when it was decided", "moderators"),
            Kept("former", Nature.STAFF, "the name, website or number that was checked before", "moderators"),
        ],
        about=(
            "One verification, from the moment it is asked for to the decision. **Whose**: the organization's. **Why**:"
            " the queue, and how long decisions take. **How long**: as long as the organization."
        ),
    ),
    Table(
        "organizations.LogLine",
        Subject.TEAM,
        [
            Kept("organization", Nature.STAFF, "of which", "moderators; its people for questions and answers"),
            Kept("person", Nature.STAFF, "who; empty once her account is gone", "moderators; its people for answers"),
            Kept(
                "kind text facts at",
                Nature.STAFF,
                "what and when: a question, an answer, a reason, what was checked, what changed",
                "moderators; its people for questions and answers",
            ),
        ],
        about=(
            "One line of the verification's log: who did, said or decided what. It is never changed. **Whose**: the "
            "organization's and the writer's. **Why**: a decision must be explainable later. **How long**: as long as "
            "the organization."
        ),
        links={"person": Leaving.FORGOTTEN},
    ),
    Table(
        "organizations.Check",
        Subject.TEAM,
        [
            Kept(
                "organization what value checked_at",
                Nature.PUBLIC,
                "of which, the name, number, document or website, as it was then, and when",
                "everybody once verified",
            ),
        ],
        about=(
            "What a moderator last found in order. **Whose**: the organization's. **Why**: everybody may know what was "
            "checked and when. **How long**: as long as the organization."
        ),
    ),
    Table(
        "organizations.WebsiteLook",
        Subject.TEAM,
        [
            Kept("organization website looked_at", Nature.STAFF, "of which, at which address, when", "moderators"),
            Kept(
                "finding status landed_at",
                Nature.STAFF,
                "what was found, the status of HTTP, and where a redirection led",
                "moderators",
            ),
        ],
        about=(
            "Whether a website answered when the worker last looked. **Whose**: the organization's. **Why**: evidence "
            "beside the form. **How long**: until the next look; as long as the organization."
        ),
    ),
]


def erase(person, *, words_go):
    """Take her address out of the invitations she got."""
    forget_addresses(addresses=person.addresses())
