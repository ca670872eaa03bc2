"""What moderators may do with calls, and the first calls that wait for them."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from pyjama.accounts.models import User
from pyjama.calls.models import Call, Revision
from pyjama.moderation.subjects import Subject, Waiting, moderated, waits
from pyjama.organizations.models import Organization


@moderated
class Calls(Subject):
    """A call of an organization: hidden, its team alone sees it. Its owners are told."""

    model = Call
    slug = "call"
    name = _("call")
    name_of_many = _("calls")
    template = "calls/_moderated.html"
    parts = {Call: {Organization: "organization"}}

    def rows(self):
        return Call.objects.order_by().select_related("organization", "author")

    def people(self, row):
        owners = User.objects.filter(memberships__in=row.organization.memberships.owners())
        return [*owners]

    def own_among(self, rows, person):
        hers = {*person.organizations.values_list("pk", flat=True)}
        return {row.pk for row in rows if row.organization_id in hers}

    def locked(self, row):
        Organization.objects.locked(row.organization)
        calls = Call.objects.select_for_update(of=("self",)).select_related("organization", "author")
        return calls.filter(pk=row.pk).first()

    def number_by(self, person):
        return person.calls.published().count()

    def context(self, row, moderator):
        return {"around": [], "former": [revision.body_html for revision in Revision.objects.filter(call=row)]}


@waits("call", _("First calls to read"))
def first_calls(moderator):
    """The first calls of organizations that a moderator may read."""
    calls = Call.objects.reviewable_by(moderator).select_related("organization")
    for call in calls:
        page = reverse("calls:decide", args=[call.pk])
        yield Waiting("call", call.title, call.organization.name, page, call.saved_at, call.language)
