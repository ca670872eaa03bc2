from django.contrib import admin
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from pyjama.accounts import letters
from pyjama.accounts.actions import turn_off_second_step
from pyjama.accounts.models import Consent, User
from pyjama.accounts.proof import must_be_proved
from pyjama.core.operators import Listed, ReadByOperators


def refuse_unproved(request):
    """Ask first whether it is really she, where something is sent."""
    if request.method == "POST":
        must_be_proved(request)


@admin.register(User)
class UserAdmin(Listed):
    """What an operator does with accounts: find one, close it, make its holder a moderator.

    Whoever changes anything has just shown that it is she: a session left open makes nobody a moderator.
    """

    list_display = ("display_name", "email", "language", "is_moderator", "is_staff", "is_active", "joined_at")
    list_filter = ("is_active", "is_moderator", "is_staff", "language")
    search_fields = ("display_name", "email")
    ordering = ("-joined_at",)
    fields = ("display_name", "email", "language", "is_moderator", "is_active", "is_staff", "joined_at", "last_login")
    actions = ("turn_off_second_step",)
    readonly_fields = ("email", "language", "is_staff", "joined_at", "last_login")

    @admin.action(description=_("Turn the second step off"))
    def turn_off_second_step(self, request, queryset):
        """For somebody who lost her phone and her codes, once the operator knows that it is she; she is told by mail."""
        for person in queryset:
            turn_off_second_step(person=person)
            with translation.override(person.language):
                letters.send("mfa/email/totp_deactivated", person.email, {})
            self.log_change(request, person, [{"changed": {"name": "second step", "fields": ["off"]}}])

    def changelist_view(self, request, extra_context=None):
        refuse_unproved(request)
        return super().changelist_view(request, extra_context)

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        refuse_unproved(request)
        return super().changeform_view(request, object_id, form_url, extra_context)

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


@admin.register(Consent)
class ConsentAdmin(ReadByOperators):
    """The ledger of consent, for an operator who is asked for proof: to read, never to change."""

    list_display = ("made_at", "person", "purpose", "channel", "is_given", "way", "version", "language")
    list_filter = ("is_given", "way", "version", "language")
    list_select_related = ("person",)
    search_fields = ("person__email", "purpose")
    ordering = ("-made_at", "-pk")
    fields = (*list_display, "words")
