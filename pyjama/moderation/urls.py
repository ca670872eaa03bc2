from django.urls import path
from django.utils.translation import gettext_lazy as _

from pyjama.moderation.views import deciding, queue, reporting

app_name = "moderation"
urlpatterns = [
    path(_("report/<slug:subject>/<int:pk>/"), reporting.report, name="report"),
    path("", queue.queue, name="queue"),
    path(_("<int:pk>/"), queue.item, name="item"),
    path(_("<int:pk>/take/"), queue.claim, name="claim"),
    path(_("<int:pk>/put-back/"), queue.put_back, name="put_back"),
    path(_("decisions/<int:pk>/"), deciding.decision, name="decision"),
    path(_("decisions/<int:pk>/second-look/"), deciding.appeal, name="appeal"),
    path(_("decisions/<int:pk>/undo/"), queue.undo, name="undo"),
    path(_("second-looks/<int:pk>/"), deciding.decide_appeal, name="decide_appeal"),
    path(_("log.csv"), deciding.log, name="log"),
]
