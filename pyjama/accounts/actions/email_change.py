"""Another address for an account. Why it goes this way: docs/decisions/0023."""

from datetime import timedelta

from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from pyjama.accounts import letters
from pyjama.accounts.actions.account import end_sessions
from pyjama.accounts.models import EmailChange, User
from pyjama.core import clock
from pyjama.core.refusals import Refused
from pyjama.core.site import absolute_url

# What was added to an account shortly before its address changed may be the work of the same stranger.
DOUBTFUL = timedelta(days=1)


@transaction.atomic
def change_email(*, person, address, is_proved):
    """Write to this address (str) from now on: its code was typed. The former address is told, and may take it back.

    Where she could not show that it is she (`is_proved`), the change waits a week, in which the former address may call it
    off. It replaces one that waited. Refused where the address has an account by now.
    """
    person = User.objects.select_for_update().get(pk=person.pk)
    person.email_changes.waiting().delete()
    due_at = clock.now() if is_proved else clock.now() + EmailChange.WITHIN
    change = person.email_changes.create(former=person.email, address=address, due_at=due_at)
    if is_proved:
        _carry_out(change)
    else:
        _refuse_taken(address, person)
        _tell_former(change, "account/email/address_waits")
    return change


@transaction.atomic
def call_off_email_change(*, person):
    """Forget the change that waits, if there is one."""
    person.email_changes.waiting().update(undone_at=clock.now())


@transaction.atomic
def take_back_email_change(*, change):
    """Call off a change that waits, or bring the former address back; then nobody is signed in any more.

    A password goes, and so does what was added to the account since the day before: whoever reads the former address signs
    in with a code. Refused when it is too late, or when the former address has another account by now.
    """
    person = User.objects.select_for_update().get(pk=change.person_id)
    change = EmailChange.objects.select_for_update().get(pk=change.pk)
    if not change.is_open:
        raise Refused(_("This can no longer be taken back. Write to us: a person will look at it with you."))
    if change.done_at:
        _move(person, change.former)
    change.undone_at = clock.now()
    change.save(update_fields=["undone_at"])
    person.authenticator_set.filter(created_at__gt=change.asked_at - DOUBTFUL).delete()
    person.set_unusable_password()
    person.save(update_fields=["password"])
    end_sessions(person=person)
    return change


def carry_out_due_email_changes():
    """Carry out the changes that nobody called off in a week; one whose address was taken meanwhile is dropped."""
    for change in EmailChange.objects.due().select_related("person"):
        try:
            _carry_out_later(change)
        except Refused:
            call_off_email_change(person=change.person)


def forget_email_changes():
    """Erase what nobody can take back any more: former addresses are not kept."""
    EmailChange.objects.forgettable().delete()


@transaction.atomic
def _carry_out_later(change):
    """Carry one out, unless it was called off or done meanwhile."""
    person = User.objects.select_for_update().get(pk=change.person_id)
    if change := person.email_changes.due().filter(pk=change.pk).first():
        _carry_out(change)


def _carry_out(change):
    _move(change.person, change.address)
    change.done_at = clock.now()
    change.save(update_fields=["done_at"])
    _tell_former(change, "account/email/address_changed")


def _move(person, address):
    """Give an account another address, which is confirmed; refused where it belongs to another account."""
    _refuse_taken(address, person)
    person.email = address
    person.save(update_fields=["email"])
    person.emailaddress_set.all().delete()
    person.emailaddress_set.create(email=address, verified=True, primary=True)


def _refuse_taken(address, person):
    """An account that nobody confirmed does not hold an address: it goes."""
    User.objects.unconfirmed().filter(email=address).delete()
    if User.objects.filter(email=address).exclude(pk=person.pk).exists():
        raise Refused(_("This address has an account of its own by now. Sign in to that one, or give another address."))


def _tell_former(change, template):
    """Tell the former address, in her language, with the way to take it back."""
    with translation.override(change.person.language):
        url = absolute_url(reverse("take_back_email_change", args=[change.token]))
        context = {"change": change, "take_back_url": url, "until": clock.day(clock.now() + EmailChange.WITHIN)}
        letters.send(template, change.former, context)
