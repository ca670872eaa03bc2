"""What a test of access asks for, or asks as: rows of people of the story."""

from allauth.usersessions.models import UserSession
from django.contrib.sessions.backends.db import SessionStore

from pyjama.attachments.actions import attach, keep_attachment
from pyjama.attachments.attaching import checked
from pyjama.attachments.tests.files import proof
from pyjama.moderation.actions import decide, report
from pyjama.moderation.models import Ground, Verb
from pyjama.notifications.push.actions import keep_device
from pyjama.notifications.push.tests.service import Subscription
from pyjama.privacy.actions import ask_for_unlisting


def paper_beside(call):
    """The name of a file that is attached to a call."""
    paper = keep_attachment(owner=call.author, file=checked(proof()))
    attach(target=call, person=call.author, files=[(paper, "")])
    return paper.files[0]


def asked_to_forget(call):
    """Somebody without an account asks that search engines forget a call."""
    words = {"ground": "harm", "words": "It names me.", "email": "somebody@example.org", "language": "en"}
    return ask_for_unlisting(person=None, path=call.get_absolute_url(), **words)


def session_of(person):
    """A session of hers at another browser."""
    store = SessionStore()
    store.create()
    return UserSession.objects.create(user=person, session_key=store.session_key, ip="192.0.2.1", user_agent="Firefox")


def device_of(person):
    """A browser of hers that rings."""
    told = Subscription("http://127.0.0.1:9999/send").told()
    return keep_device(person=person, session_key=session_of(person).session_key, name="Firefox", **told)


def reported(row, world):
    """The item in the queue about a row that somebody reports."""
    return report(row=row, reporter=world.yasmine, network="192.0.2.1", ground=Ground.SPAM).item


def hidden(row, world):
    """What the moderator decides of a row of Amina's."""
    return decide(item=reported(row, world), moderator=world.odile, verb=Verb.WARN, ground=Ground.ASTRAY)


def suspended(person, world):
    """Somebody who may read, and write nothing for a while."""
    row = person.contributions.answers().first() or world.call("menu").contributions.answers().filter(author=person).first()
    made = report(row=row, reporter=world.victor, network="192.0.2.1", ground=Ground.SPAM)
    decide(item=made.item, moderator=world.odile, verb=Verb.SUSPEND, ground=Ground.SPAM, days=7)
    return person
