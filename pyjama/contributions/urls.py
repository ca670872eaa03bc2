from django.urls import path
from django.utils.translation import gettext_lazy as _

from pyjama.contributions import views

app_name = "contributions"
urlpatterns = [
    path(_("kept-for-you/"), views.keep, name="keep"),
    path(_("kept-for-you/publish/"), views.publish, name="publish_held"),
    path(_("kept-for-you/<int:pk>/throw-away/"), views.throw_away, name="throw_away"),
    path(_("publish/<str:token>/"), views.confirm, name="confirm"),
    path(_("replies-by-mail/"), views.stop_replies, name="stop_replies"),
    path("<int:pk>/", views.address, name="address"),
    path(_("<int:pk>/reply/"), views.reply, name="reply"),
    path(_("<int:pk>/edit/"), views.edit, name="edit"),
    path(_("<int:pk>/withdraw/"), views.withdraw, name="withdraw"),
    path(_("<int:pk>/useful/"), views.useful, name="useful"),
    path(_("<int:pk>/former-texts/"), views.former_texts, name="former_texts"),
    path(_("newer/<int:call>/"), views.newer, name="newer"),
]
