from django.urls import path
from django.utils.translation import gettext_lazy as _

from pyjama.sponsors import views

app_name = "sponsors"
urlpatterns = [
    path(_("what-our-sponsor-sees/"), views.seen, name="seen"),
    path(_("sponsor/"), views.read, name="report"),
    path(_("sponsor/totals.csv"), views.download, name="download"),
    path(_("sponsor/enter/"), views.enter, name="enter"),
    path(_("sponsor/enter/<str:token>/"), views.open_report, name="open"),
    path(_("sponsor/leave/"), views.leave, name="leave"),
]
