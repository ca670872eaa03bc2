from django.urls import path
from django.utils.translation import gettext_lazy as _

from pyjama.outcomes import views

app_name = "outcomes"
urlpatterns = [
    path(_("<int:pk>/outcome/"), views.desk, name="desk"),
]
