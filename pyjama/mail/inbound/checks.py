"""What `check` says of mail that would come in by half."""

import re

from django.conf import settings
from django.core.checks import Error, Tags, Warning, register

from pyjama.mail.inbound.webhooks import urlpatterns_of

DOMAIN = re.compile(r"(?=.{4,180}$)([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]")


@register(Tags.compatibility)
def mail_comes_in_whole(app_configs, **options):
    """A domain that is none is refused; what only serves with a domain is warned of."""
    domain = settings.INBOUND_DOMAIN
    if domain and not DOMAIN.fullmatch(domain):
        hint = "Such as reply.example.org, in ASCII."
        return [Error("INBOUND_DOMAIN is no domain that mail can come to.", hint=hint, id="pyjama.E006")]
    if settings.INBOUND_AUTHSERV_ID and not domain:
        hint = "Set INBOUND_DOMAIN, or unset INBOUND_AUTHSERV_ID."
        return [Warning("Replies by mail are configured by half.", hint=hint, id="pyjama.W002")]
    return webhook_errors() if settings.MAIL_WEBHOOKS else []


def webhook_errors():
    if not settings.ANYMAIL:
        hint = "Set ANYMAIL_WEBHOOK_SECRET, or the key that your service signs with."
        return [Error("Anybody could bring mail by the webhook: it has no secret.", hint=hint, id="pyjama.E007")]
    if not urlpatterns_of(settings.MAIL_WEBHOOKS):
        hint = "Such as postmark, mailgun or amazon_ses: docs/operating/mail.md has all of them."
        return [Error("MAIL_WEBHOOKS names no service that django-anymail knows.", hint=hint, id="pyjama.E012")]
    return []
