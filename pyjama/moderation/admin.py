from django.contrib import admin

from pyjama.moderation.models import StaffAct


@admin.register(StaffAct)
class StaffActAdmin(admin.ModelAdmin):
    """The log of what staff did and looked at, for operators: to read, never to change."""

    list_display = ("at", "staff", "kind", "about", "object_id", "detail")
    list_filter = ("kind", "about")
    search_fields = ("=staff", "=object_id")
    ordering = ("-at", "-pk")

    def has_module_permission(self, request):
        return request.user.is_staff

    def has_view_permission(self, request, obj=None):
        return request.user.is_staff

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
