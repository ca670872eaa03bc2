from django.conf import settings
from django.db import models

from pyjama.core.questions import Question
from pyjama.core.scopes import belongs_to
from pyjama.notifications.models.kind import CHANNELS_OF, MODERATING, Kind, channels, default_channels, kinds


class PreferenceQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(belongs_to(user, "person"))

    def editable_by(self, user):
        return self.visible_to(user)

    def who_want(self, people, kind, channel):
        """The ids (a set) of those among `people` whom a Kind reaches by a Channel: by their choice, or else by default."""
        rows = self.filter(person__in=people, kind=kind, channel=channel)
        chosen = dict(rows.values_list("person", "is_wanted"))
        is_default = channel in default_channels(kind)
        return {person.pk for person in people if chosen.get(person.pk, is_default)}

    def kinds_of(self, people, kinds, channel):
        """Which of some kinds reach each of `people` by a Channel: sets, by her id, where there are any; one query."""
        rows = self.filter(person__in=people, kind__in=kinds, channel=channel).values_list("person", "kind", "is_wanted")
        chosen = {(person, kind): wanted for person, kind, wanted in rows}
        default = {kind for kind in kinds if channel in default_channels(kind)}
        reached = {
            person.pk: {kind for kind in kinds if chosen.get((person.pk, kind), kind in default)} for person in people
        }
        return {person: kinds for person, kinds in reached.items() if kinds}

    def channels_of_each(self, pairs):
        """The channels (a set) by which a Kind reaches a person, by each of some `pairs` of her id and it: one query."""
        pairs = [*pairs]
        if not pairs:
            return {}
        people, kinds = [[*{*each}] for each in zip(*pairs, strict=True)]
        chosen = {(*of, channel): wanted for *of, channel, wanted in question.ask(people, kinds)}
        return {
            of: {each for each in CHANNELS_OF[of[1]] if chosen.get((*of, each), each in default_channels(of[1]))}
            for of in pairs
        }

    def choices_of(self, person):
        """The channels (a set) by which each Kind reaches one person: one query."""
        rows = self.filter(person=person).values_list("kind", "channel", "is_wanted")
        chosen = {(kind, channel): wanted for kind, channel, wanted in rows}
        return {
            kind: {each for each in CHANNELS_OF[kind] if chosen.get((kind, each), each in default_channels(kind))}
            for kind in Kind
        }

    def kinds_by(self, channel, person):
        """The kinds (a set) that reach this person by a Channel."""
        chosen = dict(self.filter(person=person, channel=channel).values_list("kind", "is_wanted"))
        hers = {kind for kind in Kind if channel in CHANNELS_OF[kind]}
        hers = hers if person.is_moderator else hers - {*MODERATING}
        return {kind for kind in hers if chosen.get(kind, channel in default_channels(kind))}


class Preference(models.Model):
    """A person's own choice for one kind and one channel, kept once it was made."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="preferences")
    kind = models.CharField(max_length=30, choices=kinds)
    channel = models.CharField(max_length=10, choices=channels)
    is_wanted = models.BooleanField()

    objects = PreferenceQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "kind", "channel"], name="preference_is_unique")]

    def __str__(self):
        return f"{self.kind}, {self.channel}: {self.is_wanted}"


def chosen_for(people: list[int], kinds: list[str]):
    rows = Preference.objects.filter(person__in=people, kind__in=kinds)
    return rows.values_list("person", "kind", "channel", "is_wanted")


question = Question(chosen_for)
