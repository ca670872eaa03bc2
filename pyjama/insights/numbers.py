"""What an organization received and gave back in a period: counts without anybody's name, each with its definition."""

from typing import NamedTuple

from django.db.models import Count, Q, Sum
from django.db.models.functions import Coalesce
from django.utils.formats import localize
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from pyjama.calls.measuring import FEWEST_MEASUREMENTS
from pyjama.calls.models import Call
from pyjama.contributions.models import Contribution, UsefulVote
from pyjama.outcomes.models import Outcome

AN_HOUR = 60
# What each number is called, and what it counts, in words that stand beside it in a report.
DEFINITIONS = {
    "contributions": (
        _("Contributions"),
        _(
            "Answers that people gave to your calls in this period. Not counted: replies, what your own team wrote, and "
            "what its author withdrew."
        ),
    ),
    "people": (
        _("People who helped"),
        _("The different people who wrote these contributions. Whoever helped five times is counted once."),
    ),
    "minutes": (
        _("Minutes given"),
        _(
            "About %(hours)d h. Each contribution counts the minutes of its call: the median of what people took, where "
            "at least %(fewest)d were measured, and otherwise the time you announced. Measured: %(measured)d of "
            "%(contributions)d contributions; the others are an estimate."
        ),
    ),
    "useful": (_("Useful votes"), _("How often people called a contribution to your calls useful in this period.")),
    "used": (_("Contributions used"), _("Those of which you said in this period that you used them.")),
    "inspired": (_("Contributions that inspired you"), _("Those of which you said so in this period.")),
    "thanked": (
        _("Contributions thanked"),
        _("Those you thanked in this period, neither used nor a source of inspiration."),
    ),
    "calls": (_("Calls"), _("Requests and challenges that you published in this period.")),
    "outcomes": (
        _("Outcomes"),
        _("Calls of which you told in this period what the help changed, whenever they were published."),
    ),
}


class Figure(NamedTuple):
    """One number (int) with its name and, in plain words, what it counts."""

    name: str
    number: int
    definition: str

    @property
    def line(self):
        """The number with its name, as a line of text has it."""
        return gettext("%(name)s: %(number)s") % {"name": self.name, "number": localize(self.number, use_l10n=True)}


def figures(organization, period):
    """The numbers of an organization in a Period, as a list of Figure."""
    counts = counted(organization, period)
    return [Figure(str(name), counts[key], definition % counts) for key, (name, definition) in DEFINITIONS.items()]


def counted(organization, period):
    """Each number under its key, and what the definitions need: a dict of int. Five queries, however much there is."""
    answers = Contribution.objects.answers().filter(call__organization=organization).order_by()
    counts = given(answers.filter(**period.within("posted_at")))
    return {
        **counts,
        **credited(answers.filter(**period.within("credited_at"))),
        "hours": round(counts["minutes"] / AN_HOUR),
        "fewest": FEWEST_MEASUREMENTS,
        "useful": UsefulVote.objects.filter(contribution__in=answers, **period.within("voted_at")).count(),
        "calls": Call.objects.published().filter(organization=organization, **period.within("published_at")).count(),
        "outcomes": Outcome.objects.filter(call__organization=organization, **period.within("published_at")).count(),
    }


def given(answers):
    """How many contributions there are, of how many people, what they took, and of how many that was measured."""
    return answers.aggregate(
        contributions=Count("pk"),
        people=Count("author", distinct=True),
        minutes=Sum(Coalesce("call__minutes_taken", "call__minutes"), default=0),
        measured=Count("pk", filter=Q(call__minutes_taken__isnull=False)),
    )


def credited(answers):
    """How many contributions got each credit."""
    return answers.aggregate(**{credit: Count("pk", filter=Q(credit=credit)) for credit in Contribution.Credit.values})
