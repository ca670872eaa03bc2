"""How what was told reaches people: each channel is one function, given saved notifications that are wanted there.

They are of one Kind, with `recipient` and `target` in memory. It runs in the transaction that tells: what it writes holds
when that holds, and it must not wait for anything outside.
"""

from collections import defaultdict
from datetime import timedelta

from pyjama.accounts.models import User
from pyjama.core import clock
from pyjama.mail.models import Mail
from pyjama.notifications.letters import letter
from pyjama.notifications.models import TABLE, Channel, Notification, QuietHours
from pyjama.notifications.push.actions import ring

REWRITTEN = ["subject", "text", "html", "headers"]


def leaves_at(told, pause=None):
    """When what was told may leave, by the id of its recipient: a dict of moments, for one kind and several people.

    After a `pause` (timedelta), and not in quiet hours.
    """
    moment = clock.now() + (pause or timedelta())
    people = {each.recipient_id for each in told}
    return dict.fromkeys(people, moment) | QuietHours.objects.ends(people, moment)


def by_mail(told):
    """One letter each, or one for each person and group; what belongs to a letter that has not left is added to it."""
    moments = leaves_at(told, TABLE[told[0].kind].grouped_for)
    if TABLE[told[0].kind].grouped_for:
        return by_grouped_mail(told, moments)
    letters = []
    for each in told:
        mail = letter(each)
        mail.next_try_at = moments[each.recipient_id]
        letters.append(mail)
    return Mail.objects.bulk_create(letters)


def by_grouped_mail(told, moments):
    """Write each person's letter of a group, or write it anew with what came since, under a lock.

    Her row is held first, so that two who tell her at once do not begin two letters. Then the letter: either the worker took
    it before, and this news begins another, or the worker waits, and finds it with all its words.
    """
    people = sorted({each.recipient_id for each in told})
    list(User.objects.select_for_update(no_key=True).filter(pk__in=people).order_by("pk").values_list("pk"))
    groups = defaultdict(list)
    for each in told:
        groups[f"{each.recipient_id}:{each.group}"].append(each)
    waiting = {mail.group: mail for mail in Mail.objects.open_for_more(list(groups))}
    begun = [begin(key, news, moments) for key, news in groups.items() if key not in waiting]
    mails = waiting | {mail.group: mail for mail in Mail.objects.bulk_create(begun)}
    for key, news in groups.items():
        for each in news:
            each.mail = mails[key]
    Notification.objects.bulk_update(told, ["mail"])
    rewrite(waiting.values())


def begin(key, news, moments):
    """A letter of a group (an unsaved row), which waits for more."""
    mail = letter(*news)
    mail.group, mail.next_try_at = key, moments[news[0].recipient_id]
    return mail


def rewrite(mails):
    """Write these letters, which the caller holds, anew: with what stands of their news, or not at all."""
    news = defaultdict(list)
    for each in Notification.objects.filter(mail__in=mails).select_related("recipient").order_by("pk").with_targets():
        if each.target:
            news[each.mail_id].append(each)
    for mail in mails:
        if mail.pk in news:
            written = letter(*news[mail.pk])
            for field in REWRITTEN:
                setattr(mail, field, getattr(written, field))
    Mail.objects.filter(pk__in=[mail.pk for mail in mails if mail.pk not in news]).delete()
    Mail.objects.bulk_update([mail for mail in mails if mail.pk in news], REWRITTEN)


def by_push(told):
    """Each person's devices ring, at once: more of a group takes the place of what a device shows, without a sound."""
    ring(told, leaves_at(told))


# A channel that is missing here carries nothing by itself: the list is the notifications, the weekly mail collects them.
CARRIERS = {Channel.MAIL: by_mail, Channel.PUSH: by_push}


def carry(told, channels):
    """Give what was told, of one kind, to each channel; `channels` are each recipient's, a dict by id."""
    for channel, carrier in CARRIERS.items():
        wanted = [each for each in told if channel in channels[each.recipient_id]]
        if wanted:
            carrier(wanted)
