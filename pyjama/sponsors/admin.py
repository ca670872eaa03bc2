from django.contrib import admin

from pyjama.core.operators import KeptByOperators
from pyjama.sponsors.models import Sponsor


@admin.register(Sponsor)
class SponsorAdmin(KeptByOperators):
    """Who may read the report of totals. Taking somebody away ends her visits at once."""

    list_display = ["name", "email", "language", "added_at"]
