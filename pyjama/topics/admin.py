from django.contrib import admin

from pyjama.core.operators import KeptByOperators
from pyjama.topics.models import Cause, Skill


@admin.register(Cause, Skill)
class TopicAdmin(KeptByOperators):
    """The two lists as the operator keeps them: every name and place in one table, both languages side by side."""

    list_display = ["slug", "name_fr", "name_en", "position"]
    list_editable = ["name_fr", "name_en", "position"]
    search_fields = ["slug", "name_fr", "name_en"]
    prepopulated_fields = {"slug": ["name_en"]}
