from django.urls import path
from django.utils.translation import gettext_lazy as _

from pyjama.drafts import views

app_name = "drafts"
urlpatterns = [
    path("", views.drafts, name="list"),
    path(_("keep/"), views.keep, name="keep"),
    path(_("<int:pk>/throw-away/"), views.throw, name="throw_away"),
]
