"""What people chose to hear once a week: lines of their weekly mail."""

from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import ngettext

from pyjama.core.dates import date_format
from pyjama.digests.letters import Item
from pyjama.notifications.letters import line_of
from pyjama.notifications.models import WEEKLY, Channel, Notification, Preference
from pyjama.notifications.news import without_muted

# More than that is under News.
MOST_LINES = 10


def news_for(people):
    """What waits for the weekly mail of some people (a list): by her id, her lines, the newest first.

    A line is a list of Notification, the oldest first: what is grouped under News is one here too. What she has read, does
    not want any more or muted meanwhile is left out. The queries do not grow with the people.
    """
    wanted = Preference.objects.kinds_of(people, WEEKLY, Channel.DIGEST)
    readers = {person.pk: person for person in people if person.pk in wanted}
    waiting = [each for each in Notification.objects.of_the_week([*readers]) if each.target]
    triples = [(readers[each.recipient_id], each.target, each) for each in waiting if each.kind in wanted[each.recipient_id]]
    found = {}
    for person, _target, each in without_muted(triples):
        each.recipient = person
        found.setdefault(person.pk, {}).setdefault(each.group, []).append(each)
    return {person: sorted(lines.values(), key=lambda line: -line[-1].pk) for person, lines in found.items()}


def items(lines):
    """Some lines of news as a mail has them (a list of Item), in the active language."""
    more = len(lines) - MOST_LINES
    told = [Item(line_of(line), line[-1].get_absolute_url(), day_of(line)) for line in lines[:MOST_LINES]]
    if more > 0:
        rest = ngettext("One more is under News", "%(number)d more are under News", more) % {"number": more}
        told.append(Item(rest, reverse("notifications:list"), ""))
    return told


def day_of(line):
    return date_format(localtime(line[-1].created_at), "MONTH_DAY_FORMAT")
