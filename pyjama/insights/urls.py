from django.urls import path
from django.utils.translation import gettext_lazy as _

from pyjama.insights import views

app_name = "insights"
urlpatterns = [
    path(_("<int:pk>/numbers/"), views.numbers, name="numbers"),
    path(_("<int:pk>/numbers/<slug:format>/"), views.download, name="download"),
]
