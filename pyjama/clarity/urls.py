from django.urls import path
from django.utils.translation import gettext_lazy as _

from pyjama.clarity import views

app_name = "clarity"
urlpatterns = [
    path(_("call/<int:pk>/"), views.desk, name="desk"),
    path("<slug:token>/", views.read, name="read"),
]
