from django.db import models
from django.utils.translation import gettext_lazy as _

from pyjama.core import clock
from pyjama.core.scopes import is_one_of
from pyjama.organizations.models.organization import Organization


class CheckQuerySet(models.QuerySet):
    def visible_to(self, user):
        """What was checked of an organization is as public as the organization."""
        return self.filter(is_one_of("organization", Organization.objects.visible_to(user)))

    def editable_by(self, user):
        return self.none()


class Check(models.Model):
    """What a moderator last found in order of an organization, as it was then: the public page says so."""

    class What(models.TextChoices):
        NAME = "name", _("the name")
        NUMBER = "number", _("the charity number")
        PROOF = "proof", _("a document")
        WEBSITE = "website", _("the website")

    organization = models.ForeignKey(Organization, models.CASCADE, related_name="checks")
    what = models.CharField(max_length=10, choices=What)
    value = models.CharField(max_length=200, blank=True)
    checked_at = models.DateTimeField(default=clock.now)

    objects = CheckQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["organization", "what"], name="check_is_unique")]

    def __str__(self):
        return f"{self.organization_id}: {self.what}"


class WebsiteLookQuerySet(models.QuerySet):
    def of_address(self, organization):
        """What was found at the address that an organization gives now, or None."""
        return self.filter(organization=organization, website=organization.website).first()


class WebsiteLook(models.Model):
    """What the worker last found where an organization says that its website is."""

    class Finding(models.TextChoices):
        ANSWERS = "answers", _("The site answers.")
        ELSEWHERE = "elsewhere", _("The site answers, and sends its readers on to another one.")
        ERROR = "error", _("A server answers, with an error.")
        UNKNOWN = "unknown", _("No site answers: nothing on the Internet has this name.")
        PRIVATE = "private", _("We did not look: the name leads to a private network, which is no public site.")
        ADDRESS = "address", _("We did not look: the address is not one of a public site.")
        SILENT = "silent", _("No site answers: we waited for some seconds.")
        CLOSED = "closed", _("No site answers: its server does not take our connection.")
        CERTIFICATE = "certificate", _("A server answers, with a certificate that is not valid for this name.")
        NONSENSE = "nonsense", _("Something answers, but it is no website.")
        ASTRAY = "astray", _("The site sends its readers on and on, and never answers.")

    organization = models.OneToOneField(Organization, models.CASCADE, related_name="website_look")
    website = models.URLField()
    finding = models.CharField(max_length=12, choices=Finding)
    status = models.PositiveSmallIntegerField(null=True, blank=True)
    # Where the answer came from, after the redirections.
    landed_at = models.URLField(max_length=500, blank=True)
    looked_at = models.DateTimeField(default=clock.now)

    objects = WebsiteLookQuerySet.as_manager()

    def __str__(self):
        return f"{self.website}: {self.finding}"

    @property
    def in_words(self):
        """What was found (str), with the status or the other address where there is one."""
        details = {self.Finding.ERROR: self.status, self.Finding.ELSEWHERE: self.landed_at}
        detail = details.get(self.finding)
        return f"{self.get_finding_display()} ({detail})" if detail else self.get_finding_display()
