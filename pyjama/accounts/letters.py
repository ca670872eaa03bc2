"""The mail of accounts: about a code, or about what has just changed."""

from datetime import timedelta

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse

from pyjama.core.site import absolute_url, site_name
from pyjama.mail.letters import written
from pyjama.mail.outbox import compose


def send(template, recipient, context):
    """Put the letter whose templates begin so (`account/email/login_code`) in the outbox, in the active language."""
    letter(template, recipient, context).save()


def letter(template, recipient, context):
    """That letter to an address: an unsaved row of the outbox."""
    words = {
        "site_name": site_name(),
        "email": recipient,
        "sign_in_url": absolute_url(reverse("account_login")),
        "sign_up_url": absolute_url(reverse("account_signup")),
        "security_url": absolute_url(reverse("account_security")),
        "sessions_url": absolute_url(reverse("usersessions_list")),
    } | context
    subject = render_to_string(f"{template}_subject.txt", words)
    good_for = timedelta(seconds=settings.ACCOUNT_LOGIN_BY_CODE_TIMEOUT) if "code" in context else None
    return compose(recipient, subject, *written(f"{template}_message", words), category="account", good_for=good_for)
