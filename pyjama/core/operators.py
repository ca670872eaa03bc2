from django.contrib import admin

# A search asks for each of its words in each column: of more words, a database says that it is too much.
LONGEST_SEARCH = 200


class Listed(admin.ModelAdmin):
    """Rows of /admin/; a search there is cut after LONGEST_SEARCH letters."""

    def get_search_results(self, request, queryset, search_term):
        return super().get_search_results(request, queryset, search_term[:LONGEST_SEARCH])


class OfOperators(Listed):
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
