"""Leaving: asking for it, changing one's mind, and what the worker makes of it."""

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from pyjama.accounts import letters
from pyjama.accounts.models import User
from pyjama.core import clock
from pyjama.core.refusals import Refused
from pyjama.core.site import absolute_url
from pyjama.privacy.actions.erasure import close_account, erase_person
from pyjama.privacy.models import Departure


@transaction.atomic
def ask_to_leave(*, person, words_go, at_once):
    """Leave in seven days, or now (`at_once`); her words stay as a former member's, or go too (`words_go`).

    She is told by mail when it is to be, and how to change her mind; whoever leaves at once is signed out everywhere, and
    the worker erases her in the next minute. Refused to the last owner of an organization.
    """
    person = User.objects.select_for_update().get(pk=person.pk)
    if alone := Departure.alone(person).first():
        sentence = _("“%(name)s” would have no owner: make somebody else its owner first, or delete it.")
        raise Refused(sentence % {"name": alone.name})
    due_at = clock.now() if at_once else clock.now() + Departure.WITHIN
    words = {"words_go": words_go, "due_at": due_at, "asked_at": clock.now(), "reason": Departure.Reason.ASKED}
    departure, _is_new = Departure.objects.update_or_create(person=person, defaults=words | {"reminded_at": None})
    if at_once:
        close_account(person=person)
    else:
        tell(departure, "privacy/email/leaving")
    return departure


@transaction.atomic
def stay(*, person):
    """She changes her mind: nothing is erased."""
    Departure.objects.filter(person=person, person__is_active=True).delete()


def tell(departure, template):
    """Write to who leaves, in her language."""
    with translation.override(departure.person.language):
        url = absolute_url(departure.get_absolute_url())
        context = {"departure": departure, "day": clock.day(departure.due_at), "url": url}
        letters.send(template, departure.person.email, context)


def carry_out_departures():
    """Erase everybody whose day has come. Safe to run twice, and twice at once: each step finds what is left.

    Whoever became the last owner of an organization meanwhile waits: it must not be left without one.
    """
    for departure in Departure.objects.due().select_related("person"):
        if not Departure.alone(departure.person).exists():
            erase_person(person=departure.person, words_go=departure.words_go)


def follow_unused_accounts():
    """Warn whoever has not signed in for two years, a month and a week before the account goes; forget whoever came back."""
    Departure.objects.come_back().delete()
    for person in unused():
        warn(person=person)
    for departure in Departure.objects.to_remind().select_related("person"):
        remind(departure=departure)


def unused():
    """The people who did not sign in for two years, nor use an open session, and were not warned yet."""
    long_ago = clock.now() - Departure.UNUSED_FOR
    people = User.objects.people().filter(joined_at__lt=long_ago, departure=None, is_staff=False)
    recent = people.filter(usersession__last_seen_at__gte=long_ago)
    return people.exclude(last_login__gte=long_ago).exclude(pk__in=recent.values("pk"))[:200]


@transaction.atomic
def warn(*, person):
    """Tell somebody that her account is unused, and when it goes."""
    departure, is_new = Departure.objects.get_or_create(
        person=person, defaults={"reason": Departure.Reason.UNUSED, "due_at": clock.now() + Departure.WARNED}
    )
    if is_new:
        tell(departure, "privacy/email/unused")


@transaction.atomic
def remind(*, departure):
    """Tell her once more, a week before."""
    if Departure.objects.filter(pk=departure.pk, reminded_at=None).update(reminded_at=clock.now()):
        tell(departure, "privacy/email/unused")
