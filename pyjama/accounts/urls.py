from django.urls import include, path

urlpatterns = [path("", include("allauth.account.urls")), path("sessions/", include("allauth.usersessions.urls"))]
