"""How people sign up and in: the settings of django-allauth, which no environment changes."""

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

# Tries in a time, for each address on the network (ip; /64 in IPv6), e-mail address (key) or person (user).
ACCOUNT_RATE_LIMITS = {
    "signup": "20/m/ip,100/h/ip",
    "confirm_email": "1/10s/key,5/h/key",
    "login": "30/m/ip",
    "request_login_code": "20/m/ip,3/m/key,10/h/key",
    "login_failed": "10/m/ip,20/h/ip,5/5m/key,10/h/key",
    "reauthenticate": "10/m/user",
    "passkey_question": "30/m/ip",
    "mail_code": "3/m/user,10/h/user",
    "try_address": "3/d/user",
    "change_email": "3/m/user,10/d/user,3/d/key",
    "change_password": "5/m/user",
}

# Passkeys, and the optional second step. A passkey is bound to the host on which it was made, and to TLS (or localhost).
MFA_ADAPTER = "pyjama.accounts.adapter.MFAAdapter"
MFA_SUPPORTED_TYPES = ["webauthn", "totp", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_USER_VERIFICATION = "required"
MFA_RECOVERY_CODES_SHOW_ONCE = True
# A slow hand or a clock that is a little off: the codes before and after are heard too, each once (second_step.py).
MFA_TOTP_TOLERANCE = 1
MFA_RATE_LIMITS = {"webauthn_login": "30/m/ip,200/h/ip"}
