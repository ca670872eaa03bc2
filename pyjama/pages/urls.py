from django.urls import path
from django.utils.translation import gettext_lazy as _

from pyjama.pages import views

app_name = "pages"
urlpatterns = [
    path("", views.home, name="home"),
    path(_("calls/<int:pk>-<slug:slug>/"), views.call, name="call"),
    path(_("organizations/<int:pk>-<slug:slug>/"), views.organization, name="organization"),
    path(_("my-space/"), views.mine, name="mine"),
    path(_("to-review/"), views.review, name="review"),
]
