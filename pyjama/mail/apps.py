from django.apps import AppConfig
from django.conf import settings


class MailConfig(AppConfig):
    name = "pyjama.mail"

    def ready(self):
        from pyjama.mail import tracking

        if settings.MAIL_WEBHOOKS:
            tracking.connect()
