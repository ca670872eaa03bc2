from django.apps import AppConfig


class WorldConfig(AppConfig):
    name = "pyjama.world"
