"""What moderators may do with contributions and replies."""

from django.utils.translation import gettext_lazy as _

from pyjama.accounts.models import User
from pyjama.calls.models import Call
from pyjama.contributions.actions.contribution import count_contributions, make_public
from pyjama.contributions.models import Contribution, Revision
from pyjama.contributions.record import renew_record
from pyjama.karma.actions import give_back, take_back
from pyjama.moderation.subjects import Subject, moderated
from pyjama.organizations.models import Organization

AROUND = 6


@moderated
class Contributions(Subject):
    """An answer or a reply: hidden, its place stays with its replies, and its karma is taken back until it is restored."""

    model = Contribution
    slug = "contribution"
    name = _("contribution")
    name_of_many = _("contributions")
    template = "contributions/_moderated.html"
    parts = {Contribution: {Call: "call", Organization: "call__organization"}}
    may_be_hidden_by_rule = True

    def rows(self):
        return Contribution.objects.order_by().select_related("call__organization", "author")

    def title(self, row):
        return row.call.title

    def people(self, row):
        return [row.author]

    def own_among(self, rows, person):
        hers = {*person.organizations.values_list("pk", flat=True)}
        return {row.pk for row in rows if row.author_id == person.pk or row.call.organization_id in hers}

    def locked(self, row):
        Organization.objects.locked(row.call.organization)
        Call.objects.locked(row.call)
        return (
            Contribution.objects.select_for_update(of=("self",)).select_related("call", "author").filter(pk=row.pk).first()
        )

    def is_gone(self, row):
        return row.withdrawn_at is not None

    def after_hiding(self, row):
        take_back(row)
        self.count(row)
        return {}

    def after_restoring(self, row, since, former):
        if row.withdrawn_at is None and row.held_at is None:
            give_back(row, since=since)
            self.count(row)

    def after_release(self, row):
        make_public(row, User.objects.filter(organizations=row.call.organization_id))
        count_contributions(row.call)

    def count(self, row):
        """Count again what hangs on it."""
        count_contributions(row.call)
        renew_record(row.call.organization)

    def number_by(self, person):
        return person.contributions.standing().count()

    def of_newcomers(self, since, joined_after):
        rows = Contribution.objects.filter(posted_at__gt=since, author__joined_at__gt=joined_after)
        rows = rows.filter(withdrawn_at=None, hidden_at=None)
        return [(row, row.author, row.body) for row in rows.select_related("author")]

    def context(self, row, moderator):
        """The contribution it answers, and those just before and after it in the thread."""
        thread = Contribution.objects.visible_to(moderator).standing().filter(call=row.call_id).exclude(pk=row.pk)
        thread = thread.select_related("author")
        before = [*thread.before(row).order_by("-posted_at", "-pk")[: AROUND // 2]][::-1]
        after = [*thread.filter(posted_at__gte=row.posted_at)[: AROUND // 2]]
        former = [revision.body_html for revision in Revision.objects.filter(contribution=row)]
        return {"around": [*before, *after], "former": former}
