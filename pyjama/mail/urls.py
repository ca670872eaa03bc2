"""The mail of the demonstration, which anybody may read: these addresses exist in demo mode only."""

from django.urls import path

from pyjama.mail import views

urlpatterns = [
    path("", views.demo_mail, name="demo_mail"),
    path("<int:pk>/", views.demo_message, name="demo_message"),
    path("<int:pk>/answer/", views.demo_answer, name="demo_answer"),
    path("<int:pk>/html/", views.demo_html, name="demo_html"),
]
