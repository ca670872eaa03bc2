from django.contrib import admin, messages
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pyjama.core import clock
from pyjama.core.operators import ReadByOperators
from pyjama.mail import bounces
from pyjama.mail.models import Mail, Suspension


class StateFilter(admin.SimpleListFilter):
    """Waiting, parked or sent."""

    title = gettext_lazy("state")
    parameter_name = "state"

    def lookups(self, request, model_admin):
        return [
            ("parked", _("parked: the server refused it")),
            ("waiting", _("waiting")),
            ("sent", _("sent")),
            ("kept_back", _("kept back")),
        ]

    def queryset(self, request, queryset):
        states = {name: getattr(queryset, name) for name in ["parked", "waiting", "sent", "kept_back"]}
        return states[self.value()]() if self.value() in states else queryset


@admin.register(Mail)
class MailAdmin(ReadByOperators):
    """The outbox as an operator may see it: who, when and why not, never the words (sign-in codes are among them)."""

    list_display = ["created_at", "recipient", "subject", "last_error", "tries", "next_try_at", "sent_at", "kept_back"]
    list_filter = [StateFilter]
    search_fields = ["recipient"]
    ordering = ["-created_at", "-pk"]
    fields = [*list_display, "message_id"]
    actions = ["try_again"]

    @admin.action(description=gettext_lazy("Try again"))
    def try_again(self, request, queryset):
        number = queryset.filter(sent_at=None).update(next_try_at=clock.now(), tries=0, kept_back="")
        messages.success(request, _("%(number)s messages leave within a second.") % {"number": number})


@admin.register(Suspension)
class SuspensionAdmin(ReadByOperators):
    """Addresses that do not take our mail: an operator sees why, and has them tried again."""

    list_display = ["address", "why", "since", "evidence"]
    list_filter = ["why"]
    search_fields = ["address"]
    fields = list_display
    actions = ["lift"]

    @admin.action(description=gettext_lazy("Write to these addresses again"))
    def lift(self, request, queryset):
        for suspension in queryset:
            bounces.lift(suspension.address)
        messages.success(request, _("These addresses get mail again."))
