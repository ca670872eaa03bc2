from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    name = "pyjama.notifications"
