from django.urls import path
from django.utils.translation import gettext_lazy as _

from pyjama.contributions import views

app_name = "contributions"
urlpatterns = [
    path("<int:pk>/", views.address, name="address"),
    path(_("<int:pk>/reply/"), views.reply, name="reply"),
    path(_("<int:pk>/edit/"), views.edit, name="edit"),
    path(_("<int:pk>/withdraw/"), views.withdraw, name="withdraw"),
    path(_("<int:pk>/useful/"), views.useful, name="useful"),
    path(_("<int:pk>/former-texts/"), views.former_texts, name="former_texts"),
    path(_("newer/<int:call>/"), views.newer, name="newer"),
]
