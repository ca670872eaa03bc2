from django.apps import AppConfig


class ClarityConfig(AppConfig):
    name = "pyjama.clarity"
