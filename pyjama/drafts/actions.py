import secrets

from django.db import transaction
from django.utils.translation import gettext as _

from pyjama.accounts.models import User
from pyjama.core import clock
from pyjama.core.refusals import Overtaken, Refused
from pyjama.drafts.models import MOST_DRAFTS, Draft

FIRST_VERSIONS = 1_000_000_000


@transaction.atomic
def keep_draft(*, person, place, name, text, version, title, path):
    """Keep what a person has typed so far into the field `name` of the form at `place` (see `places`); return the Draft.

    `version` is the one her device knows, 0 for none; `title` and `path` say where it is continued. An empty text keeps
    nothing, and returns None. Overtaken when another window or device kept something else since; refused beyond 50 drafts.
    """
    # The person's row is held, so that two windows that begin the same draft wait for each other.
    User.objects.select_for_update().get(pk=person.pk)
    draft = person.drafts.locked(place, name)
    if draft and draft.version != version and draft.text != text:
        raise Overtaken(_("You are writing this in another window too."), current=draft)
    if not text:
        person.drafts.filter(place=place, name=name).delete()
        return None
    if not draft and person.drafts.count() >= MOST_DRAFTS:
        raise Refused(_("Fifty drafts wait already: throw some away, and this one is kept too."))

    # A draft that is begun again counts from elsewhere, so that who knew the former one is warned.
    draft = draft or Draft(person=person, place=place, name=name, version=secrets.randbelow(FIRST_VERSIONS))
    draft.text, draft.title, draft.path = text, title, path
    draft.version, draft.saved_at = draft.version + 1, clock.now()
    draft.save()
    return draft


@transaction.atomic
def forget_drafts(*, person, place):
    """Erase what a person had typed into the form at a place: it was sent, or thrown away."""
    person.drafts.filter(place=place).delete()


@transaction.atomic
def forget_old_drafts():
    """Erase what nobody touched for two months."""
    Draft.objects.forgotten().delete()
