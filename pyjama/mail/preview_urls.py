"""The previews of all mails: these addresses exist in demo mode and under development only."""

from django.urls import path

from pyjama.mail import preview_views as views

urlpatterns = [
    path("", views.preview_list, name="mail_previews"),
    path("<path:name>/<str:language>/html/", views.preview_html, name="mail_preview_html"),
    path("<path:name>/", views.one_preview, name="mail_preview"),
]
