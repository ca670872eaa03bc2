"""Who looks after an account: Nour, who has nothing but her mail; Gilles, who has all that there is."""

from http import HTTPStatus

from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from allauth.mfa.webauthn.internal.auth import WebAuthn

from pyjama.accounts.actions import change_email, turn_off_second_step
from pyjama.accounts.models import User
from pyjama.accounts.tests.pages import prove
from pyjama.accounts.tests.passkeys import made_for
from pyjama.mail.bounces import lift, suspend
from pyjama.privacy.actions import forget_exports, make_exports
from pyjama.world.story import address_of
from tests.journeys.scenes.props import PASSWORD


def play(readers, props):
    nour, gilles = (User.objects.get(email=address_of(name)) for name in ("nour", "gilles"))
    keeps_the_settings(readers.nour, readers.language)
    shows_that_it_is_she(readers.nour)
    sets_a_password(readers.nour, nour)
    adds_a_passkey(readers.nour)
    turns_the_step_on(readers.nour)
    address = f"{readers.language}-somebody@new.example"
    asks_for_another_address(readers.nour, address)
    waits_for_it(readers, nour, address)
    reads_that_mail_came_back(readers.nour, nour)
    takes_it_back(readers, nour, address)
    shows_it_with_a_password(readers.gilles)
    changes_the_password(readers, gilles)
    has_it_all(readers.gilles, gilles)
    shows_it_with_all_of_it(readers.gilles)
    comes_in_by_two_steps(readers.newcomer(), gilles)
    turn_off_second_step(person=gilles)
    looks_at_the_sessions(readers)
    takes_her_data_along(readers.nour, nour)


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


def asks_for_another_address(nour, address):
    nour.sees("account_change_email")
    nour.sends("account_change_email", email="nour")
    nour.does("account_change_email", email=address)
    nour.sends("confirm_email_change", code="12345")


def waits_for_it(readers, person, address):
    """With nothing but a session the change waits; the former address may call it off, or she."""
    nour, visitor = readers.nour, readers.visitor
    prove(nour.client, person, at=0)
    change = change_email(person=person, address=address, is_proved=False)
    nour.sees("account_change_email")
    nour.sees("account_security")
    visitor.sees("take_back_email_change", change.token)
    nour.does("call_off_email_change")
    visitor.sees("take_back_email_change", change.token, status=HTTPStatus.GONE)
    visitor.sees("take_back_email_change", "torn", status=HTTPStatus.NOT_FOUND)


def reads_that_mail_came_back(nour, person):
    """Her address took no mail, for two reasons; the one that may have passed has a button."""
    for why in ["complaint", "gone"]:
        suspend(person.email, why)
        nour.sees("account_security")
        lift(person.email) if why == "complaint" else nour.does("try_address_again")
    nour.sees("account_security")


def takes_it_back(readers, person, address):
    change = change_email(person=person, address=address, is_proved=True)
    readers.visitor.sees("take_back_email_change", change.token)
    readers.visitor.does("take_back_email_change", change.token)
    person.refresh_from_db()
    readers.nour.client.force_login(person)


def shows_it_with_a_password(gilles):
    gilles.sees("account_reauthenticate")
    gilles.sends("account_reauthenticate", status=HTTPStatus.OK, password="wrong")


def changes_the_password(readers, person):
    prove(readers.gilles.client, person)
    readers.gilles.sees("account_change_password")
    readers.gilles.sends("account_change_password", status=HTTPStatus.OK, password1="short")
    in_again = readers.newcomer()
    in_again.does("account_login_with_password", login=person.email, password=PASSWORD)
    in_again.sees("usersessions_list")


def has_it_all(gilles, person):
    """A password, a passkey and the second step."""
    passkey = WebAuthn.add(person, "Le téléphone <bleu>", made_for(person)).instance
    TOTP.activate(person, generate_totp_secret())
    RecoveryCodes.activate(person)
    prove(gilles.client, person, method="mfa")
    gilles.sees("account_security")
    gilles.sees("mfa_edit_webauthn", passkey.pk)
    gilles.sends("mfa_edit_webauthn", passkey.pk, status=HTTPStatus.OK, name="")
    gilles.sees("mfa_remove_webauthn", passkey.pk)
    gilles.sees("recovery_codes")
    gilles.does("recovery_codes")
    gilles.does("keep_recovery_codes")
    gilles.sees("mfa_deactivate_totp")


def shows_it_with_all_of_it(gilles):
    gilles.sees("account_reauthenticate")
    gilles.sends("account_reauthenticate", status=HTTPStatus.OK, code="12345")
    gilles.sends("account_reauthenticate", status=HTTPStatus.OK, credential="{}")


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


def takes_her_data_along(nour, person):
    nour.sees("privacy:mine")
    prove(nour.client, person)
    nour.sees("privacy:export")
    nour.does("privacy:export", send="1")
    make_exports()
    nour.sees("privacy:mine")
    nour.sees("notifications:list")
    nour.sees("privacy:leave")
    nour.sends("privacy:leave", words="x")
    nour.does("privacy:leave", words="go", when="later", is_sure="on")
    nour.does("privacy:stay")
    forget_exports(person.exports.all())
