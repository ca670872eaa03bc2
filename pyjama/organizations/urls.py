from django.urls import path
from django.utils.translation import gettext_lazy as _

from pyjama.organizations import views

app_name = "organizations"
urlpatterns = [
    path(_("register/"), views.register, name="register"),
    path(_("<int:pk>/edit/"), views.edit, name="edit"),
    path(_("<int:pk>/follow/"), views.follow_or_stop, name="follow"),
    path(_("<int:pk>/team/"), views.team, name="team"),
    path(_("<int:pk>/team/<int:membership>/remove/"), views.remove, name="remove"),
    path(_("<int:pk>/team/<int:membership>/role/"), views.role, name="role"),
    path(_("<int:pk>/invitations/<int:invitation>/take-back/"), views.take_back, name="take_back"),
    path(_("<int:pk>/proof/"), views.proof, name="proof"),
    path(_("<int:pk>/verification/"), views.decide, name="decide"),
    path(_("<int:pk>/verification/refuse/"), views.refuse, name="refuse"),
    path(_("invitation/<str:token>/"), views.invitation, name="invitation"),
]
