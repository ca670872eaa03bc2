from django.contrib import admin


class ReadByOperators(admin.ModelAdmin):
    """Rows that every operator reads in /admin/, and nobody adds, changes or deletes there."""

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
