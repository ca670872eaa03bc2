from django.urls import path
from django.utils.translation import gettext_lazy as _

from pyjama.calls import views

app_name = "calls"
urlpatterns = [
    path(_("ask/<int:organization>/"), views.choose_template, name="choose_template"),
    path(_("ask/<int:organization>/<slug:template>/"), views.ask, name="ask"),
    path(_("new/<int:organization>/"), views.new, name="new"),
    path(_("<int:pk>/copy/"), views.copy, name="copy"),
    path(_("<int:pk>/edit/"), views.edit, name="edit"),
    path(_("<int:pk>/throw-away/"), views.discard, name="discard"),
    path(_("<int:pk>/publish/"), views.publish, name="publish"),
    path(_("<int:pk>/extend/"), views.extend, name="extend"),
    path(_("<int:pk>/close/"), views.close, name="close"),
    path(_("<int:pk>/former-texts/"), views.former_texts, name="former_texts"),
    path(_("<int:pk>/review/"), views.decide, name="decide"),
]
