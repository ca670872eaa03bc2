from django.urls import path
from django.utils.translation import gettext_lazy as _

from pyjama.privacy.views import mine, register, unlisting

app_name = "privacy"
urlpatterns = [
    path(_("account/my-data/"), mine.mine, name="mine"),
    path(_("account/my-data/file/"), mine.export, name="export"),
    path(_("account/my-data/file/<int:pk>/"), mine.download, name="download"),
    path(_("account/leave/"), mine.leave, name="leave"),
    path(_("account/stay/"), mine.keep, name="stay"),
    path(_("privacy/search-engines/"), unlisting.ask, name="ask_for_unlisting"),
    path(_("privacy/search-engines/asked/"), unlisting.asked, name="unlisting_asked"),
    path(_("to-review/search-engines/"), unlisting.queue, name="unlistings"),
    path(_("to-review/search-engines/<int:pk>/"), unlisting.unlisting, name="unlisting"),
    path(_("to-review/search-engines/<int:pk>/lift/"), unlisting.lift, name="lift_unlisting"),
    path(_("register/incidents/"), register.incidents, name="incidents"),
    path(_("register/incidents/new/"), register.new_incident, name="new_incident"),
    path(_("register/incidents/<int:pk>/"), register.incident, name="incident"),
    path(_("register/incidents/<int:pk>/told/"), register.tell_authority, name="tell_authority"),
    path(_("register/incidents/<slug:format>/"), register.download_incidents, name="download_incidents"),
    path(_("register/retention/"), register.retention, name="retention"),
]
