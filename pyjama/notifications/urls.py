from django.urls import path
from django.utils.translation import gettext_lazy as _

from pyjama.notifications import views

app_name = "notifications"
urlpatterns = [
    path("", views.news, name="list"),
    path(_("read/"), views.read_all, name="read_all"),
    path(_("<int:pk>/open/"), views.open_news, name="open"),
    path(_("preferences/"), views.preferences, name="preferences"),
    path(_("unsubscribe/<str:token>/"), views.unsubscribe, name="unsubscribe"),
]
