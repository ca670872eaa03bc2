from django.apps import AppConfig
from django.conf import settings


class InboundConfig(AppConfig):
    name = "pyjama.mail.inbound"

    def ready(self):
        from pyjama.mail.inbound import checks, webhooks  # noqa: F401  (checks registers what is half configured)

        if settings.MAIL_WEBHOOKS:
            webhooks.connect()
