from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from pyjama.contributions.models import Contribution
from pyjama.core import clock
from pyjama.core.models import Written
from pyjama.core.scopes import belongs_to, is_one_of
from pyjama.outcomes.models.outcome import Outcome
from pyjama.outcomes.quoting import is_quoted_from

LONGEST_QUOTE = 600


class QuoteQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Whoever may read the outcome; and whose words they are, who is asked before it is published."""
        is_in_view = is_one_of("outcome", Outcome.objects.visible_to(user))
        return self.filter(is_in_view | belongs_to(user, "contribution__author"))

    def editable_by(self, user):
        """Those in the outcomes of one's organizations."""
        return self.filter(outcome__in=Outcome.objects.editable_by(user))

    def answerable_by(self, user):
        """Those of one's own words, whether or not one answered before."""
        return self.filter(belongs_to(user, "contribution__author"), contribution__withdrawn_at=None)

    def chosen(self):
        """Those that were not taken out again."""
        return self.exclude(body="")

    def for_page(self):
        """With all that a page shows of them, in a constant number of queries."""
        return self.select_related("contribution__author__profile", "outcome__call__organization")

    def of_contribution(self, contribution):
        """The one of a contribution, or None."""
        return self.filter(contribution=contribution).first()

    def of_withdrawn(self):
        """Those whose contribution is there no more."""
        return self.exclude(contribution__withdrawn_at=None)

    def locked(self, quote):
        """This quote as it stands now, held until the transaction ends: to be asked for inside one."""
        return self.select_for_update(of=("self",)).get(pk=quote.pk)


class Quote(Written):
    """Words of a contribution in an outcome; without a body once they were taken out, so that nobody is asked twice."""

    class Consent(models.TextChoices):
        ASKED = "asked", _("asked")
        GIVEN = "given", _("yes, with my name")
        REFUSED = "refused", _("no, without my name")

    outcome = models.ForeignKey(Outcome, models.CASCADE, related_name="quotes")
    contribution = models.ForeignKey(Contribution, models.CASCADE, related_name="quotes")
    body = models.TextField(_("the words you quote"), max_length=LONGEST_QUOTE, blank=True)
    consent = models.CharField(max_length=10, choices=Consent, default=Consent.ASKED)
    chosen_at = models.DateTimeField(default=clock.now)
    answered_at = models.DateTimeField(null=True, blank=True)

    objects = QuoteQuerySet.as_manager()

    class Meta:
        ordering = ["chosen_at", "pk"]
        constraints = [models.UniqueConstraint(fields=["outcome", "contribution"], name="quote_is_unique")]

    def __str__(self):
        return f"{self.contribution_id} in {self.outcome_id}"

    @property
    def thread(self):
        """What mail about it is shown together by."""
        return self.outcome.call

    @property
    def within(self):
        """What it is part of."""
        return self.outcome.within

    def get_absolute_url(self):
        """Where its author says whether she may be named."""
        return reverse("outcomes:consent", args=[self.pk])

    @classmethod
    def of_words(cls, contribution, body):
        """A quote (unsaved) of these words (Markdown), to see whether they stand in a contribution."""
        quote = cls(contribution=contribution)
        quote.write(body=body)
        return quote

    @property
    def edition(self):
        """What tells these words from those that were chosen before or after (str)."""
        return self.chosen_at.isoformat()

    @property
    def is_named(self):
        """Whether its author said yes to her name beside it."""
        return self.consent == self.Consent.GIVEN

    @property
    def stands(self):
        """Whether these words are in the contribution still: it was neither withdrawn nor changed since."""
        if not self.contribution.is_in_view:
            return False
        return bool(self.body) and is_quoted_from(self.contribution.body_html, self.body_html)
