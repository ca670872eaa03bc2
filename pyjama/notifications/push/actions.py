from django.db import transaction
from django.utils.translation import gettext as _

from pyjama.accounts.models import User
from pyjama.core import clock, vapid
from pyjama.core.refusals import Refused
from pyjama.notifications.push.models import Device, Ring

MOST_DEVICES = 10


@transaction.atomic
def keep_device(*, person, session_key, name, endpoint, p256dh, auth):
    """Have the browser of a session (its key, a str) ring for `person`, or take over its new subscription.

    `endpoint`, `p256dh` and `auth` are what the browser said; `name` counts for a device that is new. One browser rings for
    one person: what it had for anybody before goes. Returns the Device; refuses more than MOST_DEVICES.
    """
    # Two browsers at once wait for each other here.
    User.objects.select_for_update().get(pk=person.pk)
    Device.objects.filter(endpoint=endpoint).exclude(session_key=session_key).delete()
    others = person.devices.signed_in().exclude(session_key=session_key)
    if others.count() >= MOST_DEVICES:
        raise Refused(_("Ten devices of yours ring already. Remove one of them first."))
    told = {"endpoint": endpoint, "p256dh": p256dh, "auth": auth, "site_key": vapid.public_key(), "failures": 0}
    device, _is_new = Device.objects.update_or_create(
        session_key=session_key,
        defaults=told | {"person": person},
        create_defaults=told | {"person": person, "name": name},
    )
    return device


@transaction.atomic
def edit_device(*, device, name, shows_words):
    """Call a device something else, and say whether it shows who wrote and about what."""
    device.name = name
    device.shows_words = shows_words
    device.save(update_fields=["name", "shows_words"])
    return device


@transaction.atomic
def remove_device(*, device):
    """Have a device ring no more."""
    device.delete()


@transaction.atomic
def try_device(*, device):
    """Ring a device so that its person hears how; two tries at once are one."""
    Ring.objects.bulk_create([Ring(device=device)], ignore_conflicts=True)


def ring(told, moments):
    """Have the devices of their recipients ring for `told` (a list of Notification, saved), not before their `moments`.

    `moments` are by the id of a recipient. This is the channel PUSH: whoever calls it has asked who wants it. What waits to
    ring for the same group rings once, with its newest words and at its own time. The queries do not grow with the people.
    """
    people = {notification.recipient_id for notification in told}
    devices = {}
    for device in Device.objects.signed_in().filter(person__in=people):
        devices.setdefault(device.person_id, []).append(device)
    rows = Ring.objects.filter(device__person__in=people, notification__group__in=[each.group for each in told])
    # A worker that took one before has its words; another waits here, and finds the newest.
    rows = rows.untouched().select_for_update(of=["self"]).select_related("notification")
    rings = {(each.device_id, each.notification.group): each for each in rows}
    waiting = list(rings.values())
    for each in told:
        for device in devices.get(each.recipient_id, []):
            fresh = Ring(device=device, next_try_at=moments[each.recipient_id])
            rings.setdefault((device.pk, each.group), fresh).notification = each
    Ring.objects.bulk_update(waiting, ["notification"])
    Ring.objects.bulk_create([each for each in rings.values() if not each.pk])


def silence(news):
    """What waits to ring for some news (a queryset of Notification) rings no more."""
    Ring.objects.filter(notification__in=news.values("pk")).delete()


def follow_session(former, present):
    """A session has changed its key (two str), as it does with a new password: its device is the same."""
    Device.objects.filter(session_key=former).update(session_key=present)


@transaction.atomic
def forget_signed_out():
    """Erase the devices whose session is over."""
    Device.objects.signed_out().delete()


def note_rung(ring):
    """The push service took it: it waits no more, unless there was more to say meanwhile."""
    Ring.objects.filter(pk=ring.pk, tries=ring.tries).delete()
    Device.objects.filter(pk=ring.device_id).update(last_used_at=clock.now(), failures=0)
