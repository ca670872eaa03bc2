"""The mail of accounts: about a code, or about what has just changed."""

from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse

from pyjama.core.site import absolute_url, site_name


def send(template, recipient, context):
    """Send the letter whose templates begin so (`account/email/login_code`) to an address, in the active language."""
    words = {
        "site_name": site_name(),
        "email": recipient,
        "sign_in_url": absolute_url(reverse("account_login")),
        "sign_up_url": absolute_url(reverse("account_signup")),
        "security_url": absolute_url(reverse("account_security")),
        "sessions_url": absolute_url(reverse("usersessions_list")),
    } | context
    subject = " ".join(render_to_string(f"{template}_subject.txt", words).split())
    text = render_to_string(f"{template}_message.txt", words).strip()
    letter = EmailMultiAlternatives(subject, text, to=[recipient])
    letter.attach_alternative(render_to_string(f"{template}_message.html", words), "text/html")
    letter.send()
