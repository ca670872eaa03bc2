from django.urls import path

from pyjama.security import views

app_name = "security"
urlpatterns = [
    path("csp-report", views.report, name="report"),
    path(".well-known/security.txt", views.security_txt, name="txt"),
]
