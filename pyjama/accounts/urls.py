"""The library's pages that we want, under their own names, at addresses in both languages."""

from allauth.account import views as library
from django.urls import path
from django.utils.translation import gettext_lazy as _

from pyjama.accounts.views import email_change, entry, proof, second_step, security, sessions

# The library knows several doors to one page of ours: the address and the code have one page, and so do the
# addresses and the settings, and all that makes an account safe.
urlpatterns = [
    path("", entry.settings, name="account_settings"),
    path("", entry.settings, name="account_email"),
    path(_("sign-up/"), entry.SignUpView.as_view(), name="account_signup"),
    path(_("sign-up/code/"), entry.SignUpCodeView.as_view(), name="account_email_verification_sent"),
    path(_("sign-in/"), library.login, name="account_login"),
    path(_("sign-in/"), library.login, name="account_request_login_code"),
    path(_("sign-in/code/"), entry.SignInCodeView.as_view(), name="account_confirm_login_code"),
    path(_("sign-in/password/"), entry.PasswordSignInView.as_view(), name="account_login_with_password"),
    path(_("sign-in/passkey/"), security.PasskeySignInView.as_view(), name="mfa_login_webauthn"),
    path(_("sign-in/second-step/"), security.SecondStepView.as_view(), name="mfa_authenticate"),
    path(_("sign-out/"), entry.SignOutView.as_view(), name="account_logout"),
    path(_("closed/"), library.account_inactive, name="account_inactive"),
    path(_("confirm/"), proof.prove, name="account_reauthenticate"),
    path(_("confirm/code/"), proof.prove_by_mail, name="prove_by_mail"),
    path(_("security/"), security.security, name="account_security"),
    path(_("security/"), security.security, name="mfa_index"),
    path(_("password/set/"), security.SetPasswordView.as_view(), name="account_set_password"),
    path(_("password/change/"), security.ChangePasswordView.as_view(), name="account_change_password"),
    path(_("passkeys/add/"), security.AddPasskeyView.as_view(), name="mfa_add_webauthn"),
    path(_("passkeys/<int:pk>/rename/"), security.RenamePasskeyView.as_view(), name="mfa_edit_webauthn"),
    path(_("passkeys/<int:pk>/remove/"), security.remove_passkey, name="mfa_remove_webauthn"),
    path(_("second-step/turn-on/"), second_step.TurnOnView.as_view(), name="mfa_activate_totp"),
    path(_("second-step/turn-off/"), second_step.turn_off, name="mfa_deactivate_totp"),
    path(_("recovery-codes/"), second_step.recovery_codes, name="recovery_codes"),
    path(_("recovery-codes/download/"), second_step.download_recovery_codes, name="download_recovery_codes"),
    path(_("recovery-codes/kept/"), second_step.keep_recovery_codes, name="keep_recovery_codes"),
    path(_("address/change/"), email_change.ask_for_change, name="account_change_email"),
    path(_("address/change/code/"), email_change.confirm_change, name="confirm_email_change"),
    path(_("address/change/call-off/"), email_change.call_off_change, name="call_off_email_change"),
    path(_("address/try-again/"), security.try_address_again, name="try_address_again"),
    path(_("address/take-back/<str:token>/"), email_change.take_back_change, name="take_back_email_change"),
    path(_("sessions/"), sessions.sessions, name="usersessions_list"),
    path(_("sessions/<int:pk>/end/"), sessions.end_one_session, name="end_session"),
    path(_("sessions/end-others/"), sessions.end_other_sessions, name="end_other_sessions"),
    path(_("sessions/end-all/"), sessions.end_all_sessions, name="end_all_sessions"),
]
