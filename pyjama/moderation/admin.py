from django.contrib import admin

from pyjama.core.operators import ReadByOperators
from pyjama.moderation.models import StaffAct


@admin.register(StaffAct)
class StaffActAdmin(ReadByOperators):
    """The log of what staff did and looked at, for operators: to read, never to change."""

    list_display = ("at", "staff", "kind", "about", "object_id", "detail")
    list_filter = ("kind", "about")
    search_fields = ("=staff", "=object_id")
    ordering = ("-at", "-pk")
