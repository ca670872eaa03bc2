from django.urls import path
from django.utils.translation import gettext_lazy as _

from pyjama.organizations.views import acting, description, invitation, team, verification

app_name = "organizations"
urlpatterns = [
    path(_("register/"), description.register, name="register"),
    path(_("act-as/"), acting.switch, name="act_as"),
    path(_("<int:pk>/edit/"), description.edit, name="edit"),
    path(_("<int:pk>/team/"), team.team, name="team"),
    path(_("<int:pk>/team/leave/"), team.leave, name="leave"),
    path(_("<int:pk>/team/<int:membership>/remove/"), team.remove, name="remove"),
    path(_("<int:pk>/team/<int:membership>/role/"), team.role, name="role"),
    path(_("<int:pk>/invitations/<int:invitation>/take-back/"), invitation.take_back, name="take_back"),
    path(_("<int:pk>/invitations/<int:invitation>/renew/"), invitation.renew, name="renew"),
    path(_("<int:pk>/proof/"), verification.proof, name="proof"),
    path(_("<int:pk>/verification/"), verification.decide, name="decide"),
    path(_("<int:pk>/verification/refuse/"), verification.refuse, name="refuse"),
    path(_("<int:pk>/verification/ask/"), verification.ask, name="ask"),
    path(_("<int:pk>/conversation/"), verification.conversation, name="conversation"),
    path(_("invitation/<str:token>/"), invitation.invitation, name="invitation"),
    path(_("invitation/<str:token>/ask/"), invitation.ask_again, name="ask_again"),
]
