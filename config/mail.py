"""How it writes to people: mail out and in, who answers for it, and the devices that ring."""

import os
from datetime import timedelta

from config.environment import DEMO, SITE_HOST, flag, words

# Whatever Django or a library sends becomes an outbox row first; the worker delivers it.
DELIVERY = {
    "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
    "OPTIONS": {
        "host": os.environ.get("MAIL_HOST", "127.0.0.1"),
        "port": int(os.environ.get("MAIL_PORT", "25")),
        "username": os.environ.get("MAIL_USER", ""),
        "password": os.environ.get("MAIL_PASSWORD", ""),
        "use_tls": flag("MAIL_STARTTLS"),
        "use_ssl": flag("MAIL_TLS"),
        "timeout": 20,
    },
}
if DEMO and "MAIL_HOST" not in os.environ:
    DELIVERY = {"BACKEND": "django.core.mail.backends.dummy.EmailBackend"}
# A mail service may be spoken to in its own way, by the library that reads its webhooks; what it cannot do, such as a sender
# of its own on the envelope, it leaves out.
MAIL_SERVICE = os.environ.get("MAIL_SERVICE", "").lower()
if MAIL_SERVICE:
    DELIVERY = {
        "BACKEND": f"anymail.backends.{MAIL_SERVICE}.EmailBackend",
        "OPTIONS": {"ignore_unsupported_features": True},
    }
MAIL_PER_MINUTE = int(os.environ.get("MAIL_PER_MINUTE", "0"))
MAILERS = {"default": {"BACKEND": "pyjama.mail.outbox.OutboxBackend"}, "delivery": DELIVERY}
DEFAULT_FROM_EMAIL = SERVER_EMAIL = os.environ.get("MAIL_FROM", f"Pyjama <bonjour@{SITE_HOST}>")
HAS_CONTACT_EMAIL = "CONTACT_EMAIL" in os.environ
CONTACT_EMAIL = os.environ.get("CONTACT_EMAIL", f"bonjour@{SITE_HOST}")
POSTAL_ADDRESS = os.environ.get("POSTAL_ADDRESS", "12, rue des Lilas, Montréal (Québec) H2X 1A1" if DEMO else "")
PRIVACY_OFFICER = os.environ.get("PRIVACY_OFFICER", "")
# Whom to tell of a weakness: an address of mail, or of a page.
SECURITY_CONTACT = os.environ.get("SECURITY_CONTACT", CONTACT_EMAIL)
SOURCE_URL = os.environ.get("SOURCE_URL", "")

# Where answers to mail come in: nobody can answer by mail without it. Authentication-Results are believed of this server.
INBOUND_DOMAIN = os.environ.get("INBOUND_DOMAIN", "reply.example.org" if DEMO else "").lower()
# The mail service whose webhooks are taken, and what its library wants to know of it: variables that begin with ANYMAIL_.
MAIL_WEBHOOKS = os.environ.get("MAIL_WEBHOOKS", "").lower()
ANYMAIL = {name.removeprefix("ANYMAIL_"): value for name, value in os.environ.items() if name.startswith("ANYMAIL_")}
INBOUND_AUTHSERV_ID = os.environ.get("INBOUND_AUTHSERV_ID", "").lower()

# How long the first of several replies waits for the others, to be one mail with them.
NEWS_WAITS = timedelta(seconds=int(os.environ.get("NEWS_WAITS_SECONDS", "600")))

# Which push services the worker sends to: those of the browsers people use, and what the operator adds. One that begins
# with a dot stands for all hosts that end so. The key is drawn when it is first needed, unless it is given.
PUSH_HOSTS = [
    "fcm.googleapis.com",
    "updates.push.services.mozilla.com",
    ".push.apple.com",
    ".notify.windows.com",
    *words("PUSH_HOSTS"),
]
VAPID_PRIVATE_KEY = os.environ.get("VAPID_PRIVATE_KEY", "")
# A demonstration may play the push service itself, at an address of this machine.
PUSH_TO_THIS_MACHINE = DEMO or flag("PUSH_TO_THIS_MACHINE")
