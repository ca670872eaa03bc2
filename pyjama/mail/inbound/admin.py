from django.contrib import admin, messages
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pyjama.core import clock
from pyjama.core.operators import ReadByOperators
from pyjama.mail.inbound.models import Received


class StateFilter(admin.SimpleListFilter):
    """Waiting, parked or done."""

    title = gettext_lazy("state")
    parameter_name = "state"

    def lookups(self, request, model_admin):
        return [("parked", _("parked: it could not be read")), ("waiting", _("waiting")), ("done", _("done"))]

    def queryset(self, request, queryset):
        states = {"parked": queryset.parked, "waiting": queryset.waiting, "done": queryset.done}
        return states[self.value()]() if self.value() in states else queryset


@admin.register(Received)
class ReceivedAdmin(ReadByOperators):
    """What came in as an operator may see it: from whom, when and what became of it, never the words nor the token."""

    list_display = ["received_at", "mailbox", "sender", "outcome", "last_error", "size", "tries", "next_try_at", "done_at"]
    list_filter = [StateFilter, "mailbox", "outcome"]
    search_fields = ["sender", "message_id"]
    ordering = ["-received_at", "-pk"]
    fields = [*list_display, "message_id"]
    actions = ["read_again"]

    def get_queryset(self, request):
        return super().get_queryset(request).defer("raw")

    @admin.action(description=gettext_lazy("Read again"))
    def read_again(self, request, queryset):
        number = queryset.filter(done_at=None).update(next_try_at=clock.now(), tries=0)
        messages.success(request, _("%(number)s messages are read within a second.") % {"number": number})
