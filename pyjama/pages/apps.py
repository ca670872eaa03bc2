from django.apps import AppConfig


class PagesConfig(AppConfig):
    name = "pyjama.pages"

    def ready(self):
        from pyjama.pages import checks  # noqa: F401
