from django.apps import AppConfig

from pyjama.core import schedule


class PrivacyConfig(AppConfig):
    name = "pyjama.privacy"

    def ready(self):
        """What the rounds erase is counted."""
        from pyjama.privacy.retention import counting

        schedule.watch(counting)
