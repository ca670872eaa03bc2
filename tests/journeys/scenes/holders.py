"""Who looks after an account: Nour, who has nothing but her mail; Gilles, who has all that there is."""

from http import HTTPStatus

from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from allauth.mfa.webauthn.internal.auth import WebAuthn

from pyjama.accounts.actions import change_email, take_back_email_change
from pyjama.accounts.models import User
from pyjama.accounts.tests.pages import prove
from pyjama.accounts.tests.passkeys import made_for
from pyjama.world.story import address_of
from tests.journeys.scenes.props import PASSWORD

NEW = "somebody@new.example"


def play(readers, props):
    nour, gilles = (User.objects.get(email=address_of(name)) for name in ("nour", "gilles"))
    keeps_the_settings(readers.nour, readers.language)
    shows_that_it_is_she(readers.nour)
    sets_a_password(readers.nour, nour)
    adds_a_passkey(readers.nour)
    turns_the_step_on(readers.nour)
    changes_the_address(readers, nour)
    has_it_all(readers, gilles)
    looks_at_the_sessions(readers)


def keeps_the_settings(nour, language):
    nour.sees("account_settings")
    nour.sends("account_settings", display_name="")
    nour.does("account_settings", display_name="Nour", language=language)


def shows_that_it_is_she(nour):
    nour.sees("account_security")
    nour.sees("account_reauthenticate")
    nour.does("prove_by_mail", send="1")
    nour.sends("prove_by_mail", code="12345")


def sets_a_password(nour, person):
    prove(nour.client, person)
    nour.sees("account_set_password")
    nour.sends("account_set_password", status=HTTPStatus.OK, password1="short")


def adds_a_passkey(nour):
    nour.sees("mfa_add_webauthn")
    nour.sends("mfa_add_webauthn", status=HTTPStatus.OK, name="", credential="{}")


def turns_the_step_on(nour):
    nour.sees("mfa_activate_totp")
    nour.sends("mfa_activate_totp", status=HTTPStatus.OK, code="12345")


def changes_the_address(readers, person):
    """At once, and after a week."""
    nour, former = readers.nour, person.email
    nour.sees("account_change_email")
    nour.sends("account_change_email", email="nour")
    nour.does("account_change_email", email=f"{readers.language}-{NEW}")
    nour.sends("confirm_email_change", code="12345")
    prove(nour.client, person, method="nothing", at=0)
    change = change_email(person=person, address=f"{readers.language}-{NEW}", is_proved=False)
    nour.sees("account_change_email")
    nour.sees("account_security")
    visitor = readers.visitor
    visitor.sees("take_back_email_change", change.token)
    nour.does("call_off_email_change")
    visitor.sees("take_back_email_change", change.token, status=HTTPStatus.GONE)
    visitor.sees("take_back_email_change", "torn", status=HTTPStatus.NOT_FOUND)
    change = change_email(person=person, address=f"{readers.language}-{NEW}", is_proved=True)
    visitor.sees("take_back_email_change", change.token)
    take_back_email_change(change=change)
    person.refresh_from_db()
    assert person.email == former
    nour.client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")


def has_it_all(readers, person):
    """A password, a passkey and the second step."""
    gilles = readers.gilles
    gilles.sees("account_reauthenticate")
    gilles.sends("account_reauthenticate", status=HTTPStatus.OK, password="wrong")
    prove(gilles.client, person, method="mfa")
    gilles.sees("account_change_password")
    gilles.sends("account_change_password", status=HTTPStatus.OK, password1="short")
    in_again = readers.newcomer()
    in_again.does("account_login_with_password", login=person.email, password=PASSWORD)
    in_again.sees("usersessions_list")

    passkey = WebAuthn.add(person, "Le téléphone <bleu>", made_for(person)).instance
    TOTP.activate(person, generate_totp_secret())
    RecoveryCodes.activate(person)
    gilles.sees("account_security")
    gilles.sees("mfa_edit_webauthn", passkey.pk)
    gilles.sends("mfa_edit_webauthn", passkey.pk, status=HTTPStatus.OK, name="")
    gilles.sees("mfa_remove_webauthn", passkey.pk)
    gilles.sees("recovery_codes")
    gilles.does("recovery_codes")
    gilles.does("keep_recovery_codes")
    gilles.sees("mfa_deactivate_totp")
    prove(gilles.client, person, method="code")
    gilles.sees("account_reauthenticate")
    gilles.sends("account_reauthenticate", status=HTTPStatus.OK, code="12345")
    gilles.sends("account_reauthenticate", status=HTTPStatus.OK, credential="{}")
    comes_in_by_two_steps(readers.newcomer(), person)
    person.authenticator_set.all().delete()


def comes_in_by_two_steps(gilles, person):
    gilles.does("account_login_with_password", login=person.email, password=PASSWORD)
    gilles.sees("mfa_authenticate")
    gilles.sends("mfa_authenticate", status=HTTPStatus.OK, code="12345")
    gilles.sends("mfa_authenticate", status=HTTPStatus.OK, credential="{}")


def looks_at_the_sessions(readers):
    nour = readers.nour
    nour.sees("usersessions_list")
    nour.does("end_other_sessions")
    nour.sees("account_logout")
