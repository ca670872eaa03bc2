from django.contrib import admin

from pyjama.topics.models import Cause, Skill


@admin.register(Cause, Skill)
class TopicAdmin(admin.ModelAdmin):
    """The two lists as the operator keeps them: every name and place in one table, both languages side by side."""

    list_display = ["slug", "name_fr", "name_en", "position"]
    list_editable = ["name_fr", "name_en", "position"]
    search_fields = ["slug", "name_fr", "name_en"]
    prepopulated_fields = {"slug": ["name_en"]}

    def has_module_permission(self, request):
        return request.user.is_staff

    def has_view_permission(self, request, obj=None):
        return request.user.is_staff

    has_add_permission = has_change_permission = has_delete_permission = has_view_permission
