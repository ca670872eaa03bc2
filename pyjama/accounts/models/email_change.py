from datetime import timedelta

from django.core import signing
from django.db import models
from django.utils.translation import gettext_lazy as _

from pyjama.accounts.models.person import User
from pyjama.core import clock

SIGNER = signing.Signer(salt="pyjama.accounts.email-change")


class EmailChangeQuerySet(models.QuerySet):
    def waiting(self):
        return self.filter(done_at=None, undone_at=None)

    def due(self):
        return self.waiting().filter(due_at__lte=clock.now())

    def forgettable(self):
        """What nobody can take back any more."""
        long_ago = clock.now() - EmailChange.WITHIN
        return self.filter(models.Q(done_at__lt=long_ago) | models.Q(undone_at__lt=long_ago))


class EmailChange(models.Model):
    """A person's new address, confirmed by its code; whoever reads the former one may call the change off."""

    # How long a change waits where she could not show that it is she; and how long the former address may take one back.
    WITHIN = timedelta(days=7)

    person = models.ForeignKey(User, models.CASCADE, related_name="email_changes")
    former = models.EmailField(_("former address"))
    address = models.EmailField(_("new address"))
    asked_at = models.DateTimeField(default=clock.now)
    due_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)

    objects = EmailChangeQuerySet.as_manager()

    class Meta:
        ordering = ["asked_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                "person", condition=models.Q(done_at=None, undone_at=None), name="one_email_change_waits_for_a_person"
            )
        ]

    def __str__(self):
        return f"{self.former} → {self.address}"

    @property
    def is_open(self):
        """Say whether it can still be called off or taken back."""
        return not self.undone_at and (not self.done_at or clock.now() < self.done_at + self.WITHIN)

    @property
    def token(self):
        """What the mail to the former address names this change by (str), signed."""
        return SIGNER.sign_object(self.pk)

    @staticmethod
    def is_possible_to(address):
        """Say whether an address (in lower case) belongs to no account, or to one that nobody confirmed."""
        return not User.objects.filter(email=address).exclude(pk__in=User.objects.unconfirmed().values("pk")).exists()

    @classmethod
    def of_token(cls, token):
        """The change that a token names, or None when it is not ours or the change is forgotten."""
        try:
            return cls.objects.filter(pk=SIGNER.unsign_object(token)).first()
        except signing.BadSignature:
            return None
