from django.contrib import admin

from pyjama.core.operators import ReadByOperators
from pyjama.security.models import Violation


@admin.register(Violation)
class ViolationAdmin(ReadByOperators):
    """What browsers refused on our pages: to be read only. An odd line may be an extension of somebody's own browser."""

    list_display = ["day", "directive", "source", "page", "times"]
    list_filter = ["directive", "day"]
