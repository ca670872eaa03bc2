from django.contrib import admin
from django.shortcuts import redirect
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from pyjama.core import clock
from pyjama.pages.forms import TextForm
from pyjama.pages.models import Text


@admin.register(Text)
class TextAdmin(admin.ModelAdmin):
    """The site's texts as the operator keeps them: every one in both languages, the shipped ones included.

    Editing a shipped text makes a row; deleting the row goes back to the shipped text.
    """

    form = TextForm
    actions = None
    fields = ["slug", "language", "title", "body"]

    def has_module_permission(self, request):
        return request.user.is_staff

    def has_view_permission(self, request, obj=None):
        return request.user.is_staff

    has_add_permission = has_change_permission = has_delete_permission = has_view_permission

    def view_on_site(self, text):
        return text.get_absolute_url()

    def changelist_view(self, request, extra_context=None):
        context = {"texts": Text.objects.every_one(), "title": capfirst(Text._meta.verbose_name_plural)}
        return super().changelist_view(request, (extra_context or {}) | context)

    def add_view(self, request, form_url="", extra_context=None):
        """The shipped words, to be changed; asked for without saying which, the list of all."""
        text = self.asked_for(request)
        if not text:
            return redirect("admin:pages_text_changelist")
        context = {"title": _("Edit this text"), "subtitle": text, "show_save_and_add_another": False}
        return super().add_view(request, form_url, (extra_context or {}) | context)

    def asked_for(self, request):
        """The text in force (Text) that the address names, or None."""
        key = (request.GET.get("slug"), request.GET.get("language"))
        return next((text for text in Text.objects.every_one() if (text.slug, text.language) == key), None)

    def get_changeform_initial_data(self, request):
        text = self.asked_for(request)
        return {"slug": text.slug, "language": text.language, "title": text.title, "body": text.body}

    def change_view(self, request, object_id, form_url="", extra_context=None):
        """Without the usual button to delete: the link to go back says what it does."""
        context = {"title": _("Edit this text"), "show_delete": False, "show_save_and_add_another": False}
        return super().change_view(request, object_id, form_url, (extra_context or {}) | context)

    def delete_view(self, request, object_id, extra_context=None):
        context = {"title": _("Go back to the shipped text")}
        return super().delete_view(request, object_id, (extra_context or {}) | context)

    def save_model(self, request, text, form, change):
        text.updated_at = clock.now()
        super().save_model(request, text, form, change)

    @admin.display(description=_("The shipped words, to compare"))
    def shipped_words(self, text):
        return Text.as_shipped(text.slug, text.language).body

    def get_fieldsets(self, request, text=None):
        own = (None, {"fields": self.fields})
        to_compare = (self.shipped_words.short_description, {"fields": ["shipped_words"], "classes": ["collapse"]})
        return [own, to_compare] if text else [own]

    def get_readonly_fields(self, request, text=None):
        return ["shipped_words"] if text else []
