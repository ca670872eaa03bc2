from django.apps import AppConfig

from pyjama.core import schedule


class PrivacyConfig(AppConfig):
    name = "pyjama.privacy"

    def ready(self):
        """What the rounds erase is counted, and waits where the clock cannot be right."""
        from pyjama.privacy.believing import believing
        from pyjama.privacy.retention import counting

        schedule.watch(believing)
        schedule.watch(counting)
