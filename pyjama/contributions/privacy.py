"""What these tables keep of people, field by field (core/privacy.py)."""

from pyjama.contributions.actions import forget_votes, withdraw_contribution
from pyjama.contributions.models import Contribution
from pyjama.core.privacy import Kept, Leaving, Nature, Subject, Table
from pyjama.notifications.actions import forget_actor
from pyjama.notifications.models import Notification

TABLES = [
    Table(
        "contributions.Contribution",
        Subject.WORDS,
        [
            Kept("call parent", Nature.PUBLIC, "where it stands", "who may read the call"),
            Kept(
                "author",
                Nature.PUBLIC,
                "who gave it, shown by the display name, or as the organization where it was said for it",
                "who may read the call",
            ),
            Kept(
                "for_organization",
                Nature.PUBLIC,
                "whether it was said for the organization",
                "who may read the call",
            ),
            Kept("body", Nature.PUBLIC, "the words, in Markdown", "its author"),
            Kept("body_html", Nature.PUBLIC, "the same as safe HTML", "who may read the call"),
            Kept(
                "language used_ai",
                Nature.PUBLIC,
                "in which language, and whether AI was used, as the author says",
                "who may read the call",
            ),
            Kept("submission_key", Nature.TECHNICAL, "drawn with the form, so that sending twice posts once", "nobody"),
            Kept("useful_count", Nature.PUBLIC, "how many found it useful", "who may read the call"),
            Kept(
                "credit",
                Nature.PUBLIC,
                "used, inspired or thanked, as the organization says",
                "who may read the call",
            ),
            Kept("credited_at", Nature.PUBLIC, "when, and who of the organization", "nobody"),
            Kept("credited_by", Nature.OTHER, "when, and who of the organization", "nobody"),
            Kept(
                "reacted_at",
                Nature.PUBLIC,
                "when the organization first replied to it or credited it",
                "nobody; half of such waits are its organization's record",
            ),
            Kept("posted_at edited_at withdrawn_at", Nature.PUBLIC, "when", "who may read the call"),
            Kept("hidden_at held_at", Nature.STAFF, "when moderators hid it, or since when it waits for them", "moderators"),
        ],
        about=(
            "One answer under a call, or a reply. **Whose**: its author's. **Why**: it is what people come to give. "
            "**How long**: until its author withdraws it: the words then go, and the row stays only to hold the replies"
            " in place."
        ),
        links={"author": Leaving.KEPT, "credited_by": Leaving.FORGOTTEN},
    ),
    Table(
        "contributions.Revision",
        Subject.WORDS,
        [
            Kept("contribution body_html", Nature.PUBLIC, "the former text", "who may read the call"),
            Kept("replaced_at", Nature.PUBLIC, "when", "who may read the call"),
        ],
        about=(
            "The text a contribution had before its author edited it. **Whose**: the author's. **Why**: people voted "
            "and replied to it. **How long**: until the contribution is withdrawn."
        ),
        through="contribution__author",
    ),
    Table(
        "contributions.Guest",
        Subject.GUEST,
        [
            Kept("key_digest", Nature.SECURITY, "a digest of what her browser is known by", "nobody"),
            Kept("language", Nature.TECHNICAL, "`fr` or `en`: the language of the page she was on", "nobody"),
            Kept("display_name", Nature.PERSON, "the name she wants to show, or a pseudonym drawn for her", "herself"),
            Kept("email", Nature.PERSON, "her address, once she gave one", "herself"),
            Kept(
                "nonce",
                Nature.SECURITY,
                "drawn anew with each address, so that links sent to another one no longer work",
                "nobody",
            ),
            Kept(
                "letters",
                Nature.TECHNICAL,
                "the messages of the outbox that were sent to her: they are erased with her, unless she publishes",
                "nobody",
            ),
            Kept("came_at expires_at", Nature.PERSON, "when she came, and when all of this is erased", "nobody"),
        ],
        about=(
            "Somebody who wrote without an account. **Whose**: hers. **Why**: to reach her once, with the link that "
            "publishes her words. **How long**: until the link is used, or for a day without an address, and seven with"
            " one. Her age is asked and not kept."
        ),
        address="email",
    ),
    Table(
        "contributions.HeldContribution",
        Subject.GUEST,
        [
            Kept("guest call", Nature.PERSON, "whose, and under what", "her browser"),
            Kept("body body_html", Nature.PERSON, "the words", "her browser"),
            Kept("language used_ai", Nature.PERSON, "in which language, and whether AI was used", "her browser"),
            Kept("submission_key", Nature.TECHNICAL, "drawn with the form, so that sending twice holds once", "nobody"),
            Kept("written_at", Nature.PERSON, "when", "nobody"),
        ],
        about=(
            "What a guest wrote under a call. **Whose**: hers. **Why**: to publish it once she opens the link. **How "
            "long**: as the guest."
        ),
    ),
    Table(
        "contributions.StoppedReplies",
        Subject.NEWS,
        [
            Kept("person", Nature.PERSON, "whose mails", "herself"),
            Kept("stopped_at", Nature.PERSON, "mail sent before is answered no more", "herself"),
        ],
        about=(
            "From when on a person's older mails can no longer be answered by mail. **Whose**: hers. **Why**: whoever got "
            "hold of such a mail writes in nobody's name. **How long**: as long as the account."
        ),
        links={"person": Leaving.ERASED},
    ),
    Table(
        "contributions.Tally",
        Subject.GUEST,
        [
            Kept("act", Nature.TECHNICAL, "a text, a letter of a network, a letter to an address", "nobody"),
            Kept(
                "key_digest",
                Nature.SECURITY,
                "a digest of the network or the address that only this site can make",
                "nobody",
            ),
            Kept("moments last_at", Nature.TECHNICAL, "when, within the last day", "nobody"),
        ],
        about=(
            "How often a visitor's network (a /64 in IPv6), or somebody for an e-mail address, wrote or asked for a "
            "letter of late. **Whose**: theirs, though no one can tell from it who. **Why**: limits against floods and "
            "unwanted mail. **How long**: a day."
        ),
    ),
    Table(
        "contributions.Arrival",
        Subject.GUEST,
        [
            Kept("contribution", Nature.SECURITY, "which text", "nobody"),
            Kept(
                "network",
                Nature.SECURITY,
                "a digest of the network it came from, that only this site can make",
                "nobody",
            ),
            Kept("rule at", Nature.TECHNICAL, "by which rule it waited, where one held it, and when it came", "nobody"),
        ],
        about=(
            "From where a text came of somebody who has just arrived. **Whose**: its author's, though no one can tell the "
            "network from it. **Why**: what people find good of a network frees what comes from there next; what is spam "
            "holds it. **How long**: a day."
        ),
    ),
    Table(
        "contributions.UsefulVote",
        Subject.WORDS,
        [
            Kept("contribution", Nature.PERSON, "which one", "everybody sees the sum"),
            Kept("voter", Nature.PERSON, "who", "herself"),
            Kept("voted_at", Nature.PERSON, "when", "nobody"),
        ],
        about=(
            "One person found one contribution useful. **Whose**: the voter's. **Why**: one vote each; it helps the "
            "organization choose. **How long**: until she takes it back, or the contribution is withdrawn."
        ),
        links={"voter": Leaving.ERASED},
    ),
]


def erase(person, *, words_go):
    """Her votes go, and her name in what others were told of her words; her words too where she takes them along.

    What she wrote as an organization is the organization's.
    """
    own = Contribution.objects.filter(author=person, for_organization=False)
    forget_actor(Notification.whole.about_any(Contribution, own.values("pk")).exclude(recipient=person))
    forget_votes(person=person)
    if words_go:
        for contribution in own.standing().select_related("call__organization"):
            withdraw_contribution(contribution=contribution)
