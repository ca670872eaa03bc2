from django.urls import path
from django.utils.translation import gettext_lazy as _

from pyjama.volunteers import views

app_name = "volunteers"
urlpatterns = [
    path(_("profile/"), views.edit, name="edit"),
]
