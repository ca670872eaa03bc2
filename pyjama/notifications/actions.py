from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext

from pyjama.accounts.actions import note_consent
from pyjama.accounts.models import Consent, User
from pyjama.accounts.wordings import PREFERENCES
from pyjama.core import clock
from pyjama.mail.models import Mail
from pyjama.notifications.letters import letter
from pyjama.notifications.models import Channel, Notification, Preference
from pyjama.notifications.push.actions import ring


@transaction.atomic
def notify(recipients, kind, target, *, actor=None, facts=None, leads_to=()):
    """Tell people of a Kind of news about `target`, a saved row with an address, in their list and perhaps by mail.

    `recipients` are people (an iterable or queryset of User): each is told once, inactive ones are left out. `actor`
    (a person or an organization) is remembered by name only; `facts` is a small dict that JSON can hold. `leads_to` names
    the page where there is something to do, with its arguments, when that is not the page of `target`. The mail rows are
    written in the same transaction, in each recipient's language. The number of queries does not grow with them.
    """
    facts = (facts or {}) | ({"leads_to": leads_to} if leads_to else {})
    people = {person.pk: person for person in recipients}
    notify_each([(person, target, facts) for person in people.values()], kind, actor=actor)


@transaction.atomic
def notify_each(news, kind, *, actor=None):
    """Tell several people, each of something of her own: `news` are triples of person, target and facts (see `notify`)."""
    told = Notification.objects.bulk_create(
        Notification(recipient=person, kind=kind, actor_name=str(actor or "")[:120], facts=facts, target=target)
        for person, target, facts in news
        if person.is_active
    )
    by_mail = Preference.objects.who_want([each.recipient for each in told], kind, Channel.MAIL)
    by_push = Preference.objects.who_want([each.recipient for each in told], kind, Channel.PUSH)
    ring([each for each in told if each.recipient_id in by_push])
    Mail.objects.bulk_create([letter(each, each.target) for each in told if each.recipient_id in by_mail])


def take_news_back(kind, targets):
    """Take back the news of a Kind about `targets`, a list of rows of one model, as far as nobody has read it yet."""
    if targets:
        Notification.objects.about(kind, targets).unread().delete()


def choose(*, person, channel, choices, way=Consent.Way.PAGE, version=PREFERENCES):
    """Remember for each Kind in `choices` (a dict of Kind and bool) whether it comes by a Channel; it counts from now on.

    What changes for her is a line in the ledger of consent, with the words of that `version` and the `way` it was said.
    """
    choose_by_channel(person=person, choices={channel: choices}, way=way, version=version)


@transaction.atomic
def choose_by_channel(*, person, choices, way=Consent.Way.PAGE, version=PREFERENCES):
    """The same for several channels at once: `choices` has by Channel what `choose` takes."""
    User.objects.select_for_update().get(pk=person.pk)
    for channel, chosen in choices.items():
        before = Preference.objects.kinds_by(channel, person)
        rows = [Preference(person=person, kind=kind, channel=channel, is_wanted=wanted) for kind, wanted in chosen.items()]
        unique = ["person", "kind", "channel"]
        Preference.objects.bulk_create(rows, update_conflicts=True, unique_fields=unique, update_fields=["is_wanted"])
        changes = {kind: wanted for kind, wanted in chosen.items() if wanted != (kind in before)}
        note_consent(person=person, choices=changes, channel=channel, version=version, way=way)


def mark_read(*, notifications):
    """Mark those of `notifications` (a queryset) that are unread as read, now."""
    notifications.unread().update(read_at=clock.now())


def forget_actor(news):
    """Put in each of `news` (a queryset) “former member” in the place of who did it, in its recipient's language."""
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            news.filter(recipient__language=language).update(actor_name=gettext("former member"))


def forget_news(target):
    """Erase what people were told of a row that goes."""
    Notification.objects.filter(content_type=ContentType.objects.get_for_model(target), object_id=target.pk).delete()
