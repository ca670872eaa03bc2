from django.urls import path

from pyjama.digests import views

app_name = "digests"
urlpatterns = [path("", views.weekly, name="weekly")]
