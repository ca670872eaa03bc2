from datetime import timedelta
from functools import partial

from django.urls import reverse

from pyjama.accounts.letters import letter
from pyjama.accounts.models import EmailChange
from pyjama.core import clock
from pyjama.core.site import absolute_url
from pyjama.mail.previews import RECIPIENT, preview

CODE = {"code": "482 913"}
EXAMPLES = {
    "account/email/account_already_exists": {},
    "account/email/address_code": CODE,
    "account/email/address_taken": {},
    "account/email/email_confirmation": CODE,
    "account/email/email_confirmation_signup": CODE,
    "account/email/login_code": CODE,
    "account/email/password_changed": {},
    "account/email/password_set": {},
    "account/email/proof_code": CODE,
    "account/email/unknown_account": {},
    "mfa/email/recovery_codes_generated": {},
    "mfa/email/totp_activated": {},
    "mfa/email/totp_deactivated": {},
    "mfa/email/webauthn_added": {},
    "mfa/email/webauthn_removed": {},
}

for template, facts in EXAMPLES.items():
    preview(template)(partial(letter, template, RECIPIENT, facts))


def letter_of_a_change(template):
    """What the former address is told of another one."""
    in_a_week = clock.now() + timedelta(days=7)
    change = EmailChange(pk=1, former=RECIPIENT, address="camille.roy@example.org", due_at=in_a_week)
    url = absolute_url(reverse("take_back_email_change", args=[change.token]))
    return letter(template, RECIPIENT, {"change": change, "take_back_url": url, "until": clock.day(in_a_week)})


for template in ("account/email/address_changed", "account/email/address_waits"):
    preview(template)(partial(letter_of_a_change, template))
