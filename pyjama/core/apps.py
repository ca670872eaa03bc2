from django.apps import AppConfig
from django.db.backends.signals import connection_created


class CoreConfig(AppConfig):
    name = "pyjama.core"

    def ready(self):
        # The checks and lookups are registered by being imported.
        from pyjama.core import checks, freshness, lookups, replica  # noqa: F401

        connection_created.connect(freshness.watch)
        connection_created.connect(replica.watch)
