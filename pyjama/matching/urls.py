from django.urls import path
from django.utils.translation import gettext_lazy as _

from pyjama.matching import views

app_name = "matching"
urlpatterns = [
    path("", views.minutes, name="minutes"),
    path("causes/", views.causes, name="causes"),
    path(_("skills/"), views.skills, name="skills"),
    path(_("next/"), views.next_call, name="next"),
    path(_("saved/"), views.saved, name="saved"),
    path("<int:pk>/", views.call, name="call"),
    path(_("<int:pk>/skip/"), views.skip, name="skip"),
    path(_("<int:pk>/stance/"), views.stance, name="stance"),
]
