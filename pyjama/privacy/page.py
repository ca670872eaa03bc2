"""What the privacy page says of everything that is kept: made from the map that each app declares."""

from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from pyjama.core.privacy import HERS, Nature, Subject, data_map
from pyjama.privacy.labels import field_label, noun


class Words(NamedTuple):
    """A heading of the page: its name, why it is kept, and for how long (words that are translated)."""

    name: Promise
    why: Promise
    how_long: Promise


SUBJECTS = {
    Subject.ACCOUNT: Words(
        _("Your account"),
        _("To know you again, and to sign what you write"),
        _("As long as the account"),
    ),
    Subject.SIGNING_IN: Words(
        _("Signing in"),
        _("To show that it is you, and where else you are signed in"),
        _("Until you sign out or remove it; 60 days"),
    ),
    Subject.WORDS: Words(
        _("What you write and send"),
        _("It is what organizations ask for"),
        _("Until you withdraw it; after you leave, as you choose"),
    ),
    Subject.UNSENT: Words(
        _("What you have not sent yet"),
        _("So that nothing typed is lost"),
        _("60 days after you last touched it"),
    ),
    Subject.GUEST: Words(
        _("What you write without an account"),
        _("To publish it once you open our link"),
        _("One day without an address, 7 with one"),
    ),
    Subject.PROFILE: Words(
        _("What you like and can do"),
        _("To show you calls that fit you"),
        _("Until you change it"),
    ),
    Subject.KARMA: Words(
        _("Your karma"),
        _("So that you see what every point is for"),
        _("As long as the account"),
    ),
    Subject.NEWS: Words(
        _("Your news, and what you want to be told"),
        _("To tell you what your help became"),
        _("As long as the account"),
    ),
    Subject.MAIL: Words(
        _("Mail"),
        _("To deliver it even when a server is down"),
        _("Its words 3 days, its trace 30"),
    ),
    Subject.TEAM: Words(
        _("What you do for an organization"),
        _("So that a team can work together"),
        _("As long as the organization; signed “former member” once you left"),
    ),
    Subject.CARE: Words(
        _("Reports, decisions and requests"),
        _("To keep people safe, and to give account of it"),
        _("As said on the page of each; two years at most after a request is settled"),
    ),
}
SEEN_BY = {
    Nature.PUBLIC: _("Everybody, once you publish it"),
    Nature.PERSON: _("You; our operators where they must"),
    Nature.ORGANIZATION: _("You and the organization’s people"),
}


def told():
    """Each heading of the page with its words, what is kept under it, and who sees what: a list of dicts."""
    return [
        {"words": words, "nouns": nouns, "seen": seen(tables)}
        for subject, words in SUBJECTS.items()
        if (tables := [table for table in data_map().values() if table.subject == subject])
        for nouns in [[noun(table) for table in tables if table.exported and (table.ways or table.address)]]
    ]


def seen(tables):
    """The fields by who sees them: pairs of words and a list of words, each once, in the order of the classes."""
    fields = {nature: {} for nature in SEEN_BY}
    for table in tables:
        for name, nature in table.natures.items():
            if nature in HERS and name not in table.links:
                fields[nature].setdefault(field_label(name))
    return [(SEEN_BY[nature], [*labels]) for nature, labels in fields.items() if labels]
