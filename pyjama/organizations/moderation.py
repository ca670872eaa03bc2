"""What moderators may do with organizations, and those that wait to be verified."""

from django.utils.translation import gettext_lazy as _

from pyjama.accounts.models import User
from pyjama.moderation.subjects import Subject, Waiting, moderated, waits
from pyjama.organizations.models import Case, Organization


@moderated
class Organizations(Subject):
    """An organization: hidden, its page and its calls are its team's alone. Its owners are told."""

    model = Organization
    slug = "organization"
    name = _("organization")
    name_of_many = _("organizations")
    template = "organizations/_moderated.html"

    def title(self, row):
        return row.name

    def language(self, row):
        return "fr" if row.mission_fr else "en"

    def author(self, row):
        """Nobody alone: a sanction is given to people, not to a team."""
        return

    def people(self, row):
        return [*User.objects.filter(memberships__in=row.memberships.owners())]

    def own_among(self, rows, person):
        hers = {*person.organizations.values_list("pk", flat=True)}
        return {row.pk for row in rows if row.pk in hers}

    def is_gone(self, row):
        return row.is_former

    def number_by(self, person):
        return person.organizations.count()


@waits("organization", _("Organizations to verify"))
def to_verify(moderator):
    """The verifications that wait for a moderator."""
    for case in Case.objects.visible_to(moderator).waiting().for_queue():
        organization = case.organization
        language = "fr" if organization.mission_fr else "en"
        yield Waiting(
            "organization", organization.name, organization.city, case.get_deciding_url(), case.waiting_since, language
        )
