from django.urls import path

from pyjama.attachments import views

urlpatterns = [
    path("media/<path:name>", views.public_file, name="public_file"),
    path("files/<str:name>", views.attachment, name="attachment"),
]
