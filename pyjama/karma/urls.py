from django.urls import path

from pyjama.karma import views

app_name = "karma"
urlpatterns = [path("", views.mine, name="mine")]
