from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.contrib.sessions.models import Session
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from pyjama.core import clock

# Under which address the one account stands whose are the words of those who left; no mail can go there (RFC 2606).
FORMER = "former-member@pyjama.invalid"


class UserManager(BaseUserManager):
    """What Django's own commands need to make an operator."""

    def former(self):
        """Whose are the words that people left behind: one closed account, so that nothing ties one’s words together."""
        words = {"display_name": "former member", "password": make_password(None), "is_active": False}
        return self.get_or_create(email=FORMER, defaults=words)[0]

    def people(self):
        """Everybody with an open account."""
        return self.filter(is_active=True)

    def moderators(self):
        """Everyone who verifies organizations and reads first calls."""
        return self.filter(is_moderator=True, is_active=True)

    def unconfirmed(self):
        """Accounts whose only address was never confirmed by its code."""
        return self.filter(emailaddress__verified=False, last_login=None).exclude(emailaddress__verified=True)

    def create_user(self, email, password=None, **fields):
        user = self.model(email=email.lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email, password=None, **fields):
        """An operator, made at the keyboard of the server: her address needs no code."""
        operator = self.create_user(email, password, is_staff=True, is_superuser=True, is_moderator=True, **fields)
        operator.emailaddress_set.create(email=operator.email, verified=True, primary=True)
        return operator


class User(AbstractBaseUser, PermissionsMixin):
    """A person with an account. Only the display name is public; the address never is."""

    email = models.EmailField(_("e-mail address"), unique=True)
    display_name = models.CharField(_("name to show"), max_length=60)
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES, default="fr")
    is_moderator = models.BooleanField(_("moderator"), default=False)
    is_staff = models.BooleanField(_("operator"), default=False)
    is_active = models.BooleanField(_("active"), default=True)
    joined_at = models.DateTimeField(_("joined on"), default=clock.now)

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["display_name"]

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        constraints = [models.UniqueConstraint(Lower("email"), name="user_email_is_unique")]

    def __str__(self):
        return gettext("former member") if self.email == FORMER else self.display_name

    def addresses(self):
        """Every address that is hers, or was lately (a set of str, in lower case): what names one of them is about her."""
        others = self.emailaddress_set.values_list("email", flat=True)
        changes = self.email_changes.values_list("former", "address")
        return {address.lower() for address in [self.email, *others, *(each for pair in changes for each in pair)]}

    @property
    def has_second_step(self):
        """Say whether signing in takes a code of her app besides the first one."""
        return self.authenticator_set.filter(type=Authenticator.Type.TOTP).exists()

    def passkeys(self):
        return self.authenticator_set.filter(type=Authenticator.Type.WEBAUTHN).order_by("created_at")

    def recovery_codes(self):
        """The library's row of her recovery codes, or None where she has none."""
        return self.authenticator_set.filter(type=Authenticator.Type.RECOVERY_CODES).first()

    def hold_authenticators(self):
        """Make other requests that use her passkeys or codes wait until the transaction ends."""
        list(self.authenticator_set.select_for_update())

    def email_change(self):
        """The change of address that waits, or None."""
        return self.email_changes.waiting().first()

    def open_sessions(self):
        """Where she is signed in now, the last used first: the library's rows whose session still lives."""
        living = Session.objects.filter(expire_date__gt=clock.now())
        return self.usersession_set.filter(session_key__in=living.values("session_key")).order_by(
            "-last_seen_at", "-created_at"
        )
