from django.contrib import admin


class OfOperators(admin.ModelAdmin):
    """Rows that every operator sees in /admin/, whatever else she may do there."""

    def has_module_permission(self, request):
        return request.user.is_staff

    def has_view_permission(self, request, obj=None):
        return request.user.is_staff


class KeptByOperators(OfOperators):
    """Rows that every operator adds, changes and deletes in /admin/ too."""

    has_add_permission = has_change_permission = has_delete_permission = OfOperators.has_view_permission


class ReadByOperators(OfOperators):
    """Rows that every operator reads in /admin/, and nobody adds, changes or deletes there."""

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
