"""What moderators may do with outcomes."""

from django.utils.translation import gettext_lazy as _

from pyjama.accounts.models import User
from pyjama.calls.models import Call
from pyjama.moderation.subjects import Subject, moderated
from pyjama.organizations.models import Organization
from pyjama.outcomes.models import Outcome, Quote, Revision


@moderated
class Outcomes(Subject):
    """What the help changed: hidden, its team alone sees it. Its owners are told."""

    model = Outcome
    slug = "outcome"
    name = _("outcome")
    name_of_many = _("outcomes")
    template = "outcomes/_moderated.html"
    parts = {
        Outcome: {Call: "call", Organization: "call__organization"},
        Quote: {Outcome: "outcome", Call: "outcome__call", Organization: "outcome__call__organization"},
    }

    def rows(self):
        return Outcome.objects.order_by().select_related("call__organization", "author")

    def title(self, row):
        return row.call.title

    def people(self, row):
        return [*User.objects.filter(memberships__in=row.call.organization.memberships.owners())]

    def own_among(self, rows, person):
        hers = {*person.organizations.values_list("pk", flat=True)}
        return {row.pk for row in rows if row.call.organization_id in hers}

    def locked(self, row):
        Organization.objects.locked(row.call.organization)
        outcomes = Outcome.objects.select_for_update(of=("self",)).select_related("call__organization", "author")
        return outcomes.filter(pk=row.pk).first()

    def context(self, row, moderator):
        return {"around": [], "former": [revision.body_html for revision in Revision.objects.filter(outcome=row)]}
