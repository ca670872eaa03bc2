from django.contrib import admin

from pyjama.accounts.models import User


@admin.register(User)
class UserAdmin(admin.ModelAdmin):
    """What an operator does with accounts: find one, close it, make its holder a moderator."""

    list_display = ("display_name", "email", "language", "is_moderator", "is_staff", "is_active", "joined_at")
    list_filter = ("is_active", "is_moderator", "is_staff", "language")
    search_fields = ("display_name", "email")
    ordering = ("-joined_at",)
    fields = ("display_name", "email", "language", "is_moderator", "is_active", "is_staff", "joined_at", "last_login")
    readonly_fields = ("email", "language", "is_staff", "joined_at", "last_login")

    def has_module_permission(self, request):
        return request.user.is_staff

    def has_view_permission(self, request, obj=None):
        return request.user.is_staff

    def has_change_permission(self, request, obj=None):
        return request.user.is_staff

    def has_add_permission(self, request):
        """People sign up by themselves, and consent by themselves."""
        return False

    def has_delete_permission(self, request, obj=None):
        """An account is closed, not deleted: what its holder wrote, and what others replied, stands."""
        return False
