from urllib.parse import urlsplit

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from pyjama.core.models import Written
from pyjama.core.scopes import belongs_to
from pyjama.moderation.models import Moderated, in_view
from pyjama.topics.models import MINUTES, Cause, Skill

LONGEST_BIO = 1_000
MOST_LINKS = 5


class ProfileQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Those that were opened, for everybody; one's own, for oneself."""
        is_open = Q(is_public=True, person__is_active=True) & in_view()
        return self.filter(is_open | belongs_to(user, "person"))

    def editable_by(self, user):
        return self.filter(belongs_to(user, "person"))

    def for_page(self):
        """With all that its page shows, in a constant number of queries."""
        return self.select_related("person").prefetch_related("skills", "causes")

    def locked(self, person):
        """Her profile as it stands now, made where there is none, held until the transaction ends."""
        return self.select_for_update().get_or_create(person=person)[0]


class Profile(Written, Moderated):
    """What a person cares for, can do and says of herself: made when she first saves it, private until she opens it."""

    person = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="profile")
    body = models.TextField(_("a few words about you"), max_length=LONGEST_BIO, blank=True)
    skills = models.ManyToManyField(Skill, related_name="+", blank=True, verbose_name=_("skills"))
    causes = models.ManyToManyField(Cause, related_name="+", blank=True, verbose_name=_("causes"))
    languages = models.JSONField(_("languages you read"), default=list, blank=True)
    minutes = models.PositiveSmallIntegerField(_("usual minutes"), choices=MINUTES, null=True, blank=True)
    links = models.JSONField(_("links"), default=list, blank=True)
    is_public = models.BooleanField(_("open to everybody"), default=False)

    objects = ProfileQuerySet.as_manager()

    def __str__(self):
        return f"Profile of {self.person_id}"

    def get_absolute_url(self):
        return reverse("pages:person", args=[self.pk, self.slug])

    @property
    def slug(self):
        return slugify(self.person.display_name) or "person"

    @property
    def named_links(self):
        """The links as pairs of an address and its name: what people say of it, without the scheme and the www."""
        parts = [(address, urlsplit(address)) for address in self.links]
        return [(address, (part.netloc.removeprefix("www.") + part.path).rstrip("/")) for address, part in parts]

    @property
    def said(self):
        """All that it says, by the names of its form."""
        fields = ("languages", "minutes", "body", "links", "is_public")
        return {"causes": self.causes.all(), "skills": self.skills.all()} | {name: getattr(self, name) for name in fields}


def wishes_of(person):
    """What a person has to give and cares for, as plain values: what `matching.Wishes` takes by these names.

    `minutes` (int or None); `causes` and `skills` (frozensets of slugs); `languages` (a frozenset of codes). Without a
    profile there is only the language of her pages.
    """
    return wishes_of_each([person])[person.pk]


def wishes_of_each(people):
    """The same for each of several people, by her id: in three queries."""
    profiles = Profile.objects.filter(person__in=people).prefetch_related("skills", "causes")
    said = {profile.person_id: profile for profile in profiles.defer("body", "body_html")}
    return {person.pk: _wishes(person, said.get(person.pk)) for person in people}


def _wishes(person, profile):
    if profile is None:
        return {"minutes": None, "causes": frozenset(), "skills": frozenset(), "languages": frozenset([person.language])}
    return {
        "minutes": profile.minutes,
        "causes": frozenset(cause.slug for cause in profile.causes.all()),
        "skills": frozenset(skill.slug for skill in profile.skills.all()),
        "languages": frozenset(profile.languages or [person.language]),
    }
