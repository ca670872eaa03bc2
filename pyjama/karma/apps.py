from django.apps import AppConfig


class KarmaConfig(AppConfig):
    name = "pyjama.karma"
