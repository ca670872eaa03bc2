from itertools import batched

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import QuerySet
from django.utils import translation
from django.utils.translation import gettext

from pyjama.accounts.actions import note_consent
from pyjama.accounts.models import Consent, User
from pyjama.accounts.wordings import PREFERENCES
from pyjama.core import clock
from pyjama.core.insertions import insert
from pyjama.mail.models import Mail
from pyjama.notifications import questions
from pyjama.notifications.channels import carry, rewrite
from pyjama.notifications.models import Interest, Notification, Preference, QuietHours, places
from pyjama.notifications.news import News, heard_of, notification
from pyjama.notifications.push.actions import silence
from pyjama.notifications.questions import SLICE


@transaction.atomic(savepoint=False)
def notify(recipients, kind, target, *, actor=None, facts=None, leads_to=(), together=None):
    """Tell people of a Kind of news about `target`, a saved row with an address, in their list and perhaps by mail.

    `recipients` are people (an iterable or queryset of User): each is told once, inactive ones are left out. `actor`
    (a person or an organization) is remembered by name only; `facts` is a small dict that JSON can hold. `leads_to` names
    the page where there is something to do, with its arguments, when that is not the page of `target`. The mail rows are
    written in the same transaction, in each recipient's language. The number of queries does not grow with them. `together`
    is the row by which news of a kind that is grouped is one line and one mail; it is `target` unless told.
    """
    facts = (facts or {}) | ({"leads_to": leads_to} if leads_to else {})
    notify_each(((person, target, facts) for person in each_once(recipients)), kind, actor=actor, together=together)


def each_once(people):
    """Each of `people` (an iterable or queryset) once, in their order; a queryset is read in slices."""
    seen = set()
    for person in people.iterator(SLICE) if isinstance(people, QuerySet) else people:
        if person.pk not in seen:
            seen.add(person.pk)
            yield person


def notify_each(news, kind, *, actor=None, together=None):
    """Tell several people of one Kind, each of something of her own: `news` are triples of person, target and facts."""
    tell((News(person, target, kind, facts, together or target) for person, target, facts in news), actor=actor)


@transaction.atomic(savepoint=False)
def tell(news, *, actor=None, hold=None):
    """Tell several people, of one kind or several: `news` are an iterable of News (see `notify`).

    They may be many: a slice at a time is held in memory. Nobody is told of what she muted, unless it waits for her or
    decides on her (`is_duty` in the table of kinds). `hold` (a function) holds what others wait for: it is called as late as
    may be, before the first people are held to write to them.
    """
    for some in batched(news, SLICE):
        told, channels = ready(some, actor)
        if told:
            insert(*told)
        if hold:
            hold()
            hold = None
        for kind in {each.kind: None for each in told}:
            hers = {person: wanted for (person, of), wanted in channels.items() if of == kind}
            carry([each for each in told if each.kind == kind], hers)
    if hold:
        hold()


def ready(news, actor):
    """Some News as rows (unsaved) for those who hear of it, and the channels by pairs of her id and the Kind (a dict)."""
    heard = heard_of(news)
    channels = Preference.objects.channels_of_each((each.person.pk, each.kind) for each in heard)
    told = [notification(each, actor, wanted) for each in heard if (wanted := channels[each.person.pk, each.kind])]
    return told, channels


def take_one_back(kind, target):
    """Take back the latest news of a Kind about a row, if it is unread, and what a letter that has not left says of it."""
    one = Notification.whole.about(kind, [target]).unread().first()
    if one:
        mails = [mail for mail in Mail.objects.open_for_more([f"{one.recipient_id}:{one.group}"]) if mail.pk == one.mail_id]
        one.delete()
        rewrite(mails)


def take_news_back(kind, targets):
    """Take back the news of a Kind about `targets`, a list of rows of one model, as far as nobody has read it yet."""
    if targets:
        news = Notification.whole.about(kind, targets).unread()
        mails = Mail.objects.open_for_more(list(news.exclude(mail=None).values_list("mail__group", flat=True)))
        mails = list(mails)
        news.delete()
        rewrite(mails)


def choose(*, person, channel, choices, way=Consent.Way.PAGE, version=PREFERENCES):
    """Remember for each Kind in `choices` (a dict of Kind and bool) whether it comes by a Channel; it counts from now on.

    What changes for her is a line in the ledger of consent, with the words of that `version` and the `way` it was said.
    """
    choose_by_channel(person=person, choices={channel: choices}, way=way, version=version)


@transaction.atomic
def choose_by_channel(*, person, choices, way=Consent.Way.PAGE, version=PREFERENCES):
    """The same for several channels at once: `choices` has by Channel what `choose` takes."""
    User.objects.select_for_update().get(pk=person.pk)
    before = Preference.objects.choices_of(person)
    said = [(kind, channel, wanted) for channel, kinds in choices.items() for kind, wanted in kinds.items()]
    rows = [Preference(person=person, kind=kind, channel=channel, is_wanted=wanted) for kind, channel, wanted in said]
    unique = ["person", "kind", "channel"]
    Preference.objects.bulk_create(rows, update_conflicts=True, unique_fields=unique, update_fields=["is_wanted"])
    for channel, kinds in choices.items():
        changes = {kind: wanted for kind, wanted in kinds.items() if wanted != (channel in before[kind])}
        if changes:
            note_consent(person=person, choices=changes, channel=channel, version=version, way=way)


@transaction.atomic
def keep_quiet(*, person, is_on, starts_at, ends_at, time_zone):
    """Remember when mail of news and devices are quiet for a person, and on which clock."""
    hours = {"is_on": is_on, "starts_at": starts_at, "ends_at": ends_at, "time_zone": time_zone}
    QuietHours.objects.update_or_create(person=person, defaults=hours)


def mark_read(*, notifications):
    """Mark those of `notifications` (a queryset) that are unread as read, now."""
    notifications.unread().update(read_at=clock.now())


def note_told(*, pks):
    """Remember that the weekly mail told news with these ids."""
    Notification.objects.filter(pk__in=pks).update(waits_for_week=False)


def forget_actor(news):
    """Put in each of `news` (a queryset) “former member” in the place of who did it, in its recipient's language."""
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            news.filter(recipient__language=language).update(actor_name=gettext("former member"))


@transaction.atomic
def take_interest(*, person, target, is_muted=False):
    """Follow a row from now on, or mute it: the later of the two counts."""
    row = Interest(person=person, target=target, is_muted=is_muted)
    unique = ["person", "content_type", "object_id"]
    Interest.objects.bulk_create([row], update_conflicts=True, unique_fields=unique, update_fields=["is_muted", "since"])
    if is_muted:
        hush(person, target)


def hush(person, target):
    """Take what a person has just muted out of her letters that wait for more of it."""
    place = (ContentType.objects.get_for_model(target).pk, target.pk)
    waiting = Notification.objects.filter(recipient=person, mail__sent_at=None, mail__tries=0).with_targets()
    muted = [each for each in waiting if each.target and place in places(each.target)]
    if muted:
        mails = list(Mail.objects.open_for_more([f"{person.pk}:{each.group}" for each in muted]))
        Notification.objects.filter(pk__in=[each.pk for each in muted], mail__in=mails).update(mail=None)
        rewrite(mails)


@transaction.atomic
def lose_interest(*, person, target):
    """Neither follow nor mute a row any longer."""
    Interest.objects.filter(person=person).of(target).delete()


def followers_of(target):
    """The people (a queryset) who follow this very row."""
    return User.objects.filter(pk__in=Interest.objects.followed().of(target).values("person"))


def each_follower_of(target):
    """The same people, one after the other, read in slices by a question that is put into words once."""
    model, last = ContentType.objects.get_for_model(target).pk, 0
    while some := questions.followers.find(model, target.pk, last):
        yield from some
        if len(some) < SLICE:
            return
        last = some[-1].pk


def forget_interests(target):
    """Erase who followed or muted a row that goes."""
    Interest.objects.of(target).delete()


def forget_news(target):
    """Erase what people were told of a row that goes, and who followed or muted it."""
    forget_interests(target)
    Notification.whole.about_any(type(target), [target.pk]).delete()


@transaction.atomic
def hide_news(model, pks):
    """Take what people were told of rows that moderators hide out of their lists, and of letters that have not left.

    `pks` are the numbers of rows of one model (a list, or a queryset).
    """
    news = Notification.objects.about_any(model, pks)
    # Of a call with all its answers there may be very many: those that left are of no use here.
    unsent = news.exclude(mail=None).filter(mail__sent_at=None).order_by()
    mails = list(Mail.objects.open_for_more(list(unsent.values_list("mail__group", flat=True).distinct())))
    silence(news)
    news.update(is_hidden=True)
    rewrite(mails)


def show_news(model, pks):
    """Put back into people's lists what they were told of rows that are shown again; what was read stays read."""
    Notification.whole.about_any(model, pks).update(is_hidden=False)


def forget_old_news():
    """Erase news older than it is kept, a slice at a time: no lock is held for long."""
    while old := list(Notification.whole.forgettable().order_by("pk").values_list("pk", flat=True)[:SLICE]):
        Notification.whole.filter(pk__in=old).delete()
