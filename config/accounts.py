"""How people sign up and in: the settings of django-allauth, which no environment changes."""

from pyjama.core.limits import rates

# Signing up and in is django-allauth's work: by a code in the mail, or by password for those who set one.
ACCOUNT_ADAPTER = "pyjama.accounts.adapter.AccountAdapter"
ACCOUNT_FORMS = {
    "signup": "pyjama.accounts.forms.SignUpForm",
    "login": "pyjama.accounts.forms.SignInForm",
    "confirm_login_code": "pyjama.accounts.forms.SignInCodeForm",
    "confirm_email_verification_code": "pyjama.accounts.forms.SignUpCodeForm",
    "reauthenticate": "pyjama.accounts.forms.ReauthenticateForm",
    "set_password": "pyjama.accounts.forms.SetPasswordForm",
    "change_password": "pyjama.accounts.forms.ChangePasswordForm",
}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_TIMEOUT = ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 10 * 60
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_MAX_ATTEMPTS = ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 3
ALLAUTH_USER_CODE_FORMAT = {"numeric": True, "length": 6, "dashed": False}
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
ALLAUTH_TRUSTED_PROXY_COUNT = 0

# How often, and why: pyjama/core/limits.py.
ACCOUNT_RATE_LIMITS = rates(
    "signup", "confirm_email", "login", "request_login_code", "login_failed", "reauthenticate", "passkey_question",
    "mail_code", "try_address", "change_email", "change_password", "sponsor_links",
)  # fmt: skip

# Passkeys, and the optional second step. A passkey is bound to the host on which it was made, and to TLS (or localhost).
MFA_ADAPTER = "pyjama.accounts.adapter.MFAAdapter"
MFA_SUPPORTED_TYPES = ["webauthn", "totp", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_USER_VERIFICATION = "required"
MFA_RECOVERY_CODES_SHOW_ONCE = True
# A slow hand or a clock that is a little off: the codes before and after are heard too, each once (second_step.py).
MFA_TOTP_TOLERANCE = 1
MFA_RATE_LIMITS = rates("webauthn_login")
