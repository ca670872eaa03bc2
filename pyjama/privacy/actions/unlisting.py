"""Pages that search engines are to forget: asked for, decided by a person, and told (Law 25: P-39.1, s. 28.1)."""

from datetime import timedelta

from django.core.cache import cache
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from pyjama.accounts import letters
from pyjama.core import clock
from pyjama.core.refusals import Refused
from pyjama.core.site import absolute_url
from pyjama.moderation.actions import note_act
from pyjama.moderation.models import StaffAct
from pyjama.privacy.models import Unlisting
from pyjama.privacy.models.unlisting import CACHED

Act = StaffAct.Kind
# Somebody without an account may not fill the moderators' day.
WAITING_FOR_AN_ADDRESS = 5
KEPT = timedelta(days=2 * 365)


@transaction.atomic
def ask_for_unlisting(*, person, path, ground, words, email, language):
    """Ask that search engines forget a page of ours (`path`, str); a moderator decides within thirty days.

    `person` is None for a visitor. The same page asked for twice by an address is one request. Refused where five wait.
    """
    waiting = Unlisting.objects.waiting().filter(email=email)
    if same := waiting.filter(path=path).first():
        return same
    if waiting.count() >= WAITING_FOR_AN_ADDRESS:
        raise Refused(_("We are still looking at five requests of yours. Wait for our answers first."))
    return Unlisting.objects.create(asked_by=person, path=path, ground=ground, words=words, email=email, language=language)


@transaction.atomic
def decide_unlisting(*, unlisting, moderator, is_granted, reason):
    """Grant it or refuse it, with reasons, and tell who asked. Refused where somebody else decided meanwhile."""
    unlisting = Unlisting.objects.select_for_update().get(pk=unlisting.pk)
    if unlisting.decided_at:
        raise Refused(_("Somebody else has decided this meanwhile."))
    unlisting.is_granted, unlisting.reason = is_granted, reason
    unlisting.decided_by, unlisting.decided_at = moderator, clock.now()
    unlisting.save()
    note_act(staff=moderator, kind=Act.DECIDED, about=unlisting, detail="granted" if is_granted else "refused")
    tell(unlisting)
    transaction.on_commit(lambda: cache.delete(CACHED))


@transaction.atomic
def lift_unlisting(*, unlisting, moderator):
    """Let search engines show the page again: the reasons are gone. Who did it last is kept."""
    if Unlisting.objects.in_force().filter(pk=unlisting.pk).update(lifted_at=clock.now(), decided_by=moderator):
        note_act(staff=moderator, kind=Act.UNDID, about=unlisting, detail="lifted")
    transaction.on_commit(lambda: cache.delete(CACHED))


def tell(unlisting):
    """Write the decision to who asked, in the language of the request."""
    with translation.override(unlisting.language):
        context = {"unlisting": unlisting, "url": absolute_url(unlisting.path)}
        letters.send("privacy/email/unlisting", unlisting.email, context)


def forget_old_unlistings():
    """Erase what was refused or lifted two years ago: what is in force stays as long as it is."""
    long_ago = clock.now() - KEPT
    Unlisting.objects.filter(is_granted=False, decided_at__lt=long_ago).delete()
    Unlisting.objects.filter(lifted_at__lt=long_ago).delete()
