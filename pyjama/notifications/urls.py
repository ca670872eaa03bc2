from django.urls import include, path
from django.utils.translation import gettext_lazy as _

from pyjama.notifications import mail_views, views

app_name = "notifications"
urlpatterns = [
    path("", views.news, name="list"),
    path(_("read/"), views.read_all, name="read_all"),
    path(_("count/"), views.count, name="count"),
    path(_("seen/"), views.see, name="seen"),
    path(_("<int:pk>/open/"), views.open_news, name="open"),
    path(_("preferences/"), views.preferences, name="preferences"),
    path(_("quiet-hours/"), views.quiet, name="quiet"),
    path(_("interest/<slug:model>/<int:pk>/"), views.interest, name="interest"),
    path(_("unsubscribe/<str:token>/"), mail_views.unsubscribe, name="unsubscribe"),
    path(_("mute/<str:token>/"), mail_views.mute, name="mute"),
    path(_("preferences/<str:token>/"), mail_views.preferences, name="preferences_from_mail"),
    path(_("devices/"), include("pyjama.notifications.push.urls")),
]
