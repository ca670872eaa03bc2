from django.urls import path
from django.utils.translation import gettext_lazy as _

from pyjama.outcomes.desk import exports, views
from pyjama.outcomes.story import views as story

app_name = "outcomes"
urlpatterns = [
    path(_("<int:pk>/outcome/"), views.desk, name="desk"),
    path(_("<int:pk>/outcome/undo/"), views.undo, name="undo"),
    path(_("<int:pk>/outcome/changes/"), views.changes, name="changes"),
    path(_("<int:pk>/outcome/thank/"), views.thank, name="thank"),
    path(_("<int:pk>/outcome/print/"), exports.printed, name="print"),
    path(_("<int:pk>/outcome/export/<str:format>/"), exports.export, name="export"),
    path(_("desk/<int:pk>/"), views.row, name="row"),
    path(_("desk/<int:pk>/credit/"), views.credit, name="credit"),
    path(_("desk/<int:pk>/reply/"), views.reply, name="reply"),
    path(_("desk/<int:pk>/note/"), views.note, name="note"),
    path(_("desk/notes/<int:pk>/erase/"), views.erase_note, name="erase_note"),
    path(_("<int:pk>/outcome/story/"), story.write, name="story"),
    path(_("<int:pk>/outcome/story/quotes/"), story.quotes, name="quotes"),
    path(_("<int:pk>/outcome/story/quotes/<int:contribution>/"), story.quote, name="quote"),
    path(_("<int:pk>/outcome/former-texts/"), story.former_texts, name="former_texts"),
    path(_("quotes/<int:pk>/"), story.consent, name="consent"),
    path(_("quotes/<int:pk>/take-out/"), story.take_out, name="take_quote_out"),
]
