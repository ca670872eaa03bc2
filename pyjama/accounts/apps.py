from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "pyjama.accounts"

    def ready(self):
        from pyjama.accounts import checks  # noqa: F401  (registers what roles are known)
