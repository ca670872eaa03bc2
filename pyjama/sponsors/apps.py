from django.apps import AppConfig


class SponsorsConfig(AppConfig):
    name = "pyjama.sponsors"
