from django.apps import AppConfig


class InboundConfig(AppConfig):
    name = "pyjama.mail.inbound"

    def ready(self):
        from pyjama.mail.inbound import checks  # noqa: F401  (registers what is half configured)
