from datetime import timedelta

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.auth.hashers import make_password
from django.contrib.sessions.models import Session
from django.db import transaction

from pyjama.accounts.actions.consent import note_consent, note_policies
from pyjama.accounts.models import Consent, User
from pyjama.accounts.wordings import ANSWERS, SIGN_UP
from pyjama.core import clock

UNCONFIRMED_FOR = timedelta(days=7)


@transaction.atomic
def edit_account(*, person, display_name, language):
    """Change what a person is called, and the language ("fr" or "en") in which the site speaks to her."""
    person.display_name = display_name
    person.language = language
    person.save(update_fields=["display_name", "language"])
    return person


@transaction.atomic
def end_sessions(*, person, except_key=None):
    """Sign a person out wherever she is signed in, except in the session with this key (str) if one is given."""
    for session in person.usersession_set.exclude(session_key=except_key or ""):
        session.end()


@transaction.atomic
def end_session(*, session):
    """Sign a person out in one of her sessions (UserSession)."""
    session.end()


@transaction.atomic
def turn_off_second_step(*, person):
    """Ask for no second step any more; her recovery codes go with it, her passkeys stay."""
    person.hold_authenticators()
    person.authenticator_set.exclude(type=Authenticator.Type.WEBAUTHN).delete()


def note_seen(*, key):
    """Write down that the session with this key (str) is in use today."""
    UserSession.objects.filter(session_key=key).update(last_seen_at=clock.now())


def hold_session(*, key):
    """Make other requests of the session with this key (str) wait until the transaction ends."""
    list(Session.objects.select_for_update().filter(session_key=key))


@transaction.atomic
def forget_unconfirmed():
    """Delete the accounts whose address nobody confirmed in a week: what has no more use is not kept (Law 25, s. 23)."""
    return User.objects.unconfirmed().filter(joined_at__lt=clock.now() - UNCONFIRMED_FOR).delete()


@transaction.atomic
def forget_ended_sessions():
    """Delete the sessions that are over, and what is remembered of them: where from, and with which browser."""
    Session.objects.filter(expire_date__lte=clock.now()).delete()
    UserSession.objects.exclude(session_key__in=Session.objects.values("session_key")).delete()


@transaction.atomic
def account_of(*, email, display_name, language):
    """The person whose confirmed address this is, who has just shown that she reads it; a new account where there is none.

    `display_name` and `language` are for a new account, and for one whose address nobody confirmed: whoever asked for it may
    have been somebody else, and her words must not stand under a name that a stranger chose.
    """
    if confirmed := EmailAddress.objects.filter(email__iexact=email, verified=True).select_related("user").first():
        return confirmed.user
    words = {"display_name": display_name, "language": language}
    person, is_new = User.objects.get_or_create(email=email, defaults=words | {"password": make_password(None)})
    if is_new:
        note_consent(person=person, choices={ANSWERS: True}, version=SIGN_UP, way=Consent.Way.SIGN_UP)
        note_policies(person=person)
    User.objects.unconfirmed().filter(pk=person.pk).update(**words, password=make_password(None))
    person.refresh_from_db()
    EmailAddress.objects.update_or_create(user=person, email=person.email, defaults={"verified": True, "primary": True})
    return person
