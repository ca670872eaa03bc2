from django.urls import path
from django.utils.translation import gettext_lazy as _

from pyjama.notifications.push import views

app_name = "push"
urlpatterns = [
    path("", views.keep, name="keep"),
    path("<int:pk>/", views.edit, name="edit"),
    path(_("<int:pk>/remove/"), views.remove, name="remove"),
    path(_("<int:pk>/try/"), views.ring_once, name="try"),
]
