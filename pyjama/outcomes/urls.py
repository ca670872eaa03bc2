from django.urls import path
from django.utils.translation import gettext_lazy as _

from pyjama.outcomes import views
from pyjama.outcomes.story import views as story

app_name = "outcomes"
urlpatterns = [
    path(_("<int:pk>/outcome/"), views.desk, name="desk"),
    path(_("<int:pk>/outcome/story/"), story.write, name="story"),
    path(_("<int:pk>/outcome/story/quotes/"), story.quotes, name="quotes"),
    path(_("<int:pk>/outcome/story/quotes/<int:contribution>/"), story.quote, name="quote"),
    path(_("<int:pk>/outcome/former-texts/"), story.former_texts, name="former_texts"),
    path(_("quotes/<int:pk>/"), story.consent, name="consent"),
    path(_("quotes/<int:pk>/take-out/"), story.take_out, name="take_quote_out"),
]
