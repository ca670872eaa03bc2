import secrets
from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Count, Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from pyjama.calls.models import Call
from pyjama.core import clock
from pyjama.core.scopes import belongs_to
from pyjama.organizations.models import Organization, organizations_of

LONGEST_SENTENCE = 300
# Five readers find most of what is unclear; more would be asked for nothing.
ENOUGH_READERS = 5
OFFERED_FOR = timedelta(days=14)


def draw():
    """What the link of a trial ends with: nobody guesses it (str)."""
    return secrets.token_urlsafe(16)


def may_be_shown(call):
    """Whether a draft's organization is verified, and past the reading of its first call by a moderator (bool)."""
    return call.organization.is_verified and call.organization.calls.published().exists()


class TrialQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Those that are open, and those whose call is out, for everybody: their address is told to few."""
        return self.filter(models.Q(pk__in=Trial.objects.open()) | models.Q(call__state__in=Call.PUBLIC))

    def editable_by(self, user):
        return self.filter(call__in=Call.objects.editable_by(user))

    def open(self):
        """Those that one may still read; a moderator may have refused the organization since it asked."""
        verified = Organization.objects.verified()
        return self.filter(call__state=Call.State.DRAFT, stopped_at=None, call__organization__in=verified)

    def of_call(self, call):
        """The trial of a call, whatever its state, or None."""
        return self.filter(call=call).first()

    def in_search_of(self, reader):
        """Those that this person may still help: recent, without enough readers, not hers; the least read first."""
        own = Reading.objects.filter(belongs_to(reader, "reader"), trial=OuterRef("pk"))
        trials = self.exclude(call__organization__in=organizations_of(reader)).exclude(Exists(own))
        trials = trials.filter(asked_at__gt=clock.now() - OFFERED_FOR).annotate(number=Count("readings"))
        return trials.filter(number__lt=ENOUGH_READERS).order_by("number", "asked_at", "pk")

    def locked(self, trial):
        """This trial as it stands now, held until the transaction ends: to be asked for inside one."""
        return self.select_for_update().get(pk=trial.pk)


class Trial(models.Model):
    """An organization lets people read one of its drafts, and say how clear it is, before it goes out."""

    call = models.OneToOneField(Call, models.CASCADE, related_name="trial")
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    token = models.CharField(max_length=32, unique=True, default=draw)
    asked_at = models.DateTimeField(default=clock.now)
    stopped_at = models.DateTimeField(null=True, blank=True)

    objects = TrialQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_at", "-pk"]

    def __str__(self):
        return f"Trial of {self.call_id}"

    def get_absolute_url(self):
        """The link that its organization passes on."""
        return reverse("clarity:read", args=[self.token])

    @property
    def is_open(self):
        return self.stopped_at is None and self.call.state == Call.State.DRAFT and self.call.organization.is_verified


class ReadingQuerySet(models.QuerySet):
    def visible_to(self, user):
        """For the people of the call's organization; one's own, too."""
        return self.filter(models.Q(trial__in=Trial.objects.editable_by(user)) | belongs_to(user, "reader"))

    def editable_by(self, user):
        """One's own, as long as the draft is open to readers."""
        return self.filter(belongs_to(user, "reader"), trial__in=Trial.objects.open())

    def of_call(self, call):
        return self.filter(trial__call=call)

    def numbers(self):
        """How many said each thing: pairs of its words and an int, the clearest first."""
        counted = dict(self.order_by().values_list("clarity").annotate(number=Count("pk")))
        return [(clarity.label, counted.get(clarity.value, 0)) for clarity in Reading.Clarity]


class Reading(models.Model):
    """What one person who read a draft says of its clarity; she may change it until the draft goes out."""

    class Clarity(models.TextChoices):
        CLEAR = "clear", _("Clear: I would know what to do")
        ALMOST = "almost", _("Almost: I had to read some of it twice")
        UNCLEAR = "unclear", _("Not clear: I do not know what is asked")

    trial = models.ForeignKey(Trial, models.CASCADE, related_name="readings")
    reader = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    clarity = models.CharField(max_length=10, choices=Clarity)
    sentence = models.CharField(max_length=LONGEST_SENTENCE, blank=True)
    version = models.PositiveIntegerField()
    read_at = models.DateTimeField(default=clock.now)

    objects = ReadingQuerySet.as_manager()

    class Meta:
        ordering = ["-read_at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["trial", "reader"], name="reading_is_unique")]

    def __str__(self):
        return f"{self.reader_id} on {self.trial_id}: {self.clarity}"
