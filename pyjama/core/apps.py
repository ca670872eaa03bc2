from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "pyjama.core"

    def ready(self):
        from pyjama.core import checks  # noqa: F401  (registers the deployment checks)
