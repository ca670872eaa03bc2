from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from pyjama.core import clock
from pyjama.core.questions import Question
from pyjama.core.scopes import belongs_to, moderates
from pyjama.moderation.models.ground import grounds
from pyjama.moderation.models.item import Item
from pyjama.moderation.rules import rule_named

# Everything can be put back as it was for so long (issue 7).
UNDONE_WITHIN = timedelta(days=30)


class Verb(models.TextChoices):
    """What is decided, the mildest first."""

    DISMISS = "dismiss", _("dismiss")
    RELEASE = "release", _("release")
    WARN = "warn", _("warn")
    HIDE = "hide", _("hide")
    LIMIT = "limit", _("limit")
    SUSPEND = "suspend", _("suspend")


class DecisionQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Those it concerns, and moderators: nobody else learns of a sanction."""
        return self.all() if moderates(user) else self.concerning(user)

    def editable_by(self, user):
        """Those that a moderator may still undo."""
        scope = self.all() if moderates(user) else self.none()
        return scope.standing().filter(made_at__gt=clock.now() - UNDONE_WITHIN)

    def concerning(self, user):
        """Those that this person was told of: she may ask for a second look."""
        told = Decision.people.through.objects.filter(belongs_to(user, "user")).values("decision")
        return self.filter(pk__in=told)

    def standing(self):
        """Those that nobody undid."""
        return self.filter(undone_at=None)

    def forgettable(self):
        """Those that still hold what putting back needed, though nobody may put back any more."""
        return self.filter(made_at__lte=clock.now() - UNDONE_WITHIN).exclude(former={})

    def in_force(self, now=None):
        """Limits and suspensions that have not ended."""
        return self.standing().filter(verb__in=[Verb.LIMIT, Verb.SUSPEND], ends_at__gt=now or clock.now())

    def against(self, person):
        """Those that say something of what this person did."""
        return self.standing().filter(person=person).exclude(verb__in=[Verb.DISMISS, Verb.RELEASE])

    def sanctions_on(self, person):
        """The Sanctions that are in force against a person."""
        return Sanctions(sanctions.find(person.pk, clock.now()))

    def with_everything(self):
        return self.select_related("item", "moderator", "person", "appeal").prefetch_related("item__target")

    def locked(self, decision):
        """This decision as it stands now, held until the transaction ends: to be asked for inside one."""
        return self.select_for_update(of=("self",)).get(pk=decision.pk)


class Decision(models.Model):
    """What was decided on an item: by a moderator, or by a rule, whose name is then written and a person looks at it."""

    item = models.ForeignKey(Item, models.CASCADE, related_name="decisions")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True, blank=True, related_name="decisions")
    people = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="+", blank=True)
    verb = models.CharField(_("decision"), max_length=10, choices=Verb)
    hides = models.BooleanField(default=False)
    ground = models.CharField(_("reason"), max_length=20, choices=grounds)
    words = models.TextField(max_length=1_000, blank=True)
    moderator = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    rule = models.CharField(max_length=40, blank=True)
    per_day = models.PositiveSmallIntegerField(null=True, blank=True)
    made_at = models.DateTimeField(default=clock.now)
    ends_at = models.DateTimeField(null=True, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    # What putting back needs, as what a person was called before.
    former = models.JSONField(default=dict, blank=True)

    objects = DecisionQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at", "-pk"]
        indexes = [models.Index(fields=["person", "verb", "ends_at"])]
        constraints = [
            models.CheckConstraint(
                condition=~Q(verb__in=["limit", "suspend"]) | Q(ends_at__isnull=False), name="sanction_has_an_end"
            )
        ]

    def __str__(self):
        return f"{self.verb} on {self.item_id}"

    def get_absolute_url(self):
        """Where those it concerns read it, and ask for a second look."""
        return reverse("moderation:decision", args=[self.pk])

    @property
    def is_automatic(self):
        return bool(self.rule)

    @property
    def rule_says(self):
        """Why a rule decided (str), in words for those it concerns; "" where a person did."""
        rule = rule_named(self.rule)
        return rule.why if rule else ""

    @property
    def is_in_force(self):
        """Whether it still keeps its person from something."""
        return self.undone_at is None and self.ends_at is not None and self.ends_at > clock.now()

    @property
    def is_undoable(self):
        return self.undone_at is None and clock.now() < self.made_at + UNDONE_WITHIN


def in_force_on(person: int, now: datetime):
    return Decision.objects.in_force(now).filter(person=person).order_by("-ends_at")


sanctions = Question(in_force_on)


class Sanctions:
    """What is in force against somebody: `suspension`, the one that ends last, and `limit`, the strictest; or None."""

    def __init__(self, decisions):
        self.suspension = next((each for each in decisions if each.verb == Verb.SUSPEND), None)
        limits = [each for each in decisions if each.verb == Verb.LIMIT]
        self.limit = min(limits, key=lambda each: each.per_day or 0, default=None)

    @property
    def all_waits(self):
        """Whether whatever she writes waits for a moderator."""
        return self.limit is not None and not self.limit.per_day
