from django.apps import AppConfig


class PushConfig(AppConfig):
    name = "pyjama.notifications.push"

    def ready(self):
        from pyjama.notifications.push import checks  # noqa: F401  (registers what must not be on a public site)
