from django.apps import AppConfig
from django.db.backends.signals import connection_created


class CoreConfig(AppConfig):
    name = "pyjama.core"

    def ready(self):
        from pyjama.core import checks  # noqa: F401  (registers the deployment checks)
        from pyjama.core.freshness import watch

        connection_created.connect(watch)
