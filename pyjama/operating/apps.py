from django.apps import AppConfig

from pyjama.core import schedule


class OperatingConfig(AppConfig):
    name = "pyjama.operating"

    def ready(self):
        """What the worker does is counted."""
        from pyjama.operating.heartbeat import Heart

        schedule.watch(Heart().watching)
