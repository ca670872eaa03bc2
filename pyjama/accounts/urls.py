"""The library's pages that we want, under their own names, at addresses in both languages."""

from allauth.account import views as library
from django.urls import path
from django.utils.translation import gettext_lazy as _

from pyjama.accounts import views

# The library knows several doors to one page of ours: the address and the code have one page, and so do the
# addresses and the settings.
urlpatterns = [
    path("", views.settings, name="account_settings"),
    path("", views.settings, name="account_email"),
    path(_("sign-up/"), views.SignUpView.as_view(), name="account_signup"),
    path(_("sign-up/code/"), views.SignUpCodeView.as_view(), name="account_email_verification_sent"),
    path(_("sign-in/"), library.login, name="account_login"),
    path(_("sign-in/"), library.login, name="account_request_login_code"),
    path(_("sign-in/code/"), views.SignInCodeView.as_view(), name="account_confirm_login_code"),
    path(_("sign-in/password/"), views.PasswordSignInView.as_view(), name="account_login_with_password"),
    path(_("sign-out/"), views.SignOutView.as_view(), name="account_logout"),
    path(_("closed/"), library.account_inactive, name="account_inactive"),
    path(_("confirm/"), library.reauthenticate, name="account_reauthenticate"),
    path(_("password/set/"), library.password_set, name="account_set_password"),
    path(_("password/change/"), library.password_change, name="account_change_password"),
    path(_("sessions/"), views.sessions, name="usersessions_list"),
    path(_("sessions/end-others/"), views.end_other_sessions, name="end_other_sessions"),
    path(_("sessions/end-all/"), views.end_all_sessions, name="end_all_sessions"),
]
