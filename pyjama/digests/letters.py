"""What waits for somebody, or fits her, as one mail: sections of lines, each with its way in."""

from typing import NamedTuple

from django.utils import translation

from pyjama.core.site import absolute_url
from pyjama.mail.letters import written
from pyjama.mail.outbox import compose
from pyjama.notifications.models import Channel
from pyjama.notifications.unsubscription import headers, links


class Item(NamedTuple):
    """One line: its `title`, where it leads (`path`), what is said of it (`words`), and the language of its title or ""."""

    title: str
    path: str
    words: str
    language: str = ""

    @property
    def url(self):
        return absolute_url(self.path)


class Section(NamedTuple):
    """Lines that belong together, under a `heading`, which may be empty."""

    heading: str
    items: list


class Summary(NamedTuple):
    """All that a mail of the calendar says, in its reader's language; `action` is its button, which leads to `path`."""

    subject: str
    opening: str
    sections: list
    action: str
    path: str


def letter(person, kind, summary, channel=Channel.MAIL):
    """The mail (an unsaved row of the outbox) with a Summary; `summary` is called in the language of its reader."""
    with translation.override(person.language):
        said, foot = summary(), links(person, kind, channel)
        context = {**foot, **said._asdict(), "url": absolute_url(said.path), "language": person.language}
        parts = written("digests/mail/summary", context)
        return compose(
            person.email,
            said.subject,
            *parts,
            category=kind,
            thread=kind.value,
            headers=headers(foot["stop_url"], foot["stop_address"]),
        )
