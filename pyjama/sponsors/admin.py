from django.contrib import admin

from pyjama.sponsors.models import Sponsor


@admin.register(Sponsor)
class SponsorAdmin(admin.ModelAdmin):
    """Who may read the report of totals. Taking somebody away ends her visits at once."""

    list_display = ["name", "email", "language", "added_at"]

    def has_module_permission(self, request):
        return request.user.is_staff

    def has_view_permission(self, request, obj=None):
        return request.user.is_staff

    has_add_permission = has_change_permission = has_delete_permission = has_view_permission
