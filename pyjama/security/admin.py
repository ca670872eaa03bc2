from django.contrib import admin

from pyjama.security.models import Violation


@admin.register(Violation)
class ViolationAdmin(admin.ModelAdmin):
    """What browsers refused on our pages: to be read only. An odd line may be an extension of somebody's own browser."""

    list_display = ["day", "directive", "source", "page", "times"]
    list_filter = ["directive", "day"]

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
