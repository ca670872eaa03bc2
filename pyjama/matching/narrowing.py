"""Of thousands of open calls, the few that Python scores: the database weighs them all as the score does."""

from django.db.models import Case, DateTimeField, Exists, F, FloatField, Func, OuterRef, Q, Value, When
from django.db.models.functions import Cast, Greatest, Least

from pyjama.calls.models import Call
from pyjama.core import clock
from pyjama.matching.score import (
    A_DAY,
    A_MINUTE_TOO_MANY,
    A_THIRD_ALIKE,
    FIRST_ANSWERS,
    FRESH,
    LIKED,
    MINUTES,
    MISFITS,
    SAME_KIND,
    SATED,
    SKILL,
    Facts,
    weigh_need,
)
from pyjama.organizations.models import Organization

CANDIDATES = 40
FIELDS = ["pk", "organization", "kind", "language", "minutes", "contribution_count", "enough", "published_at", "closes_at"]


class Days(Func):
    """How many days lie between a moment (first argument) and another: a float."""

    output_field = FloatField()

    def as_sqlite(self, compiler, connection):
        return self.as_sql(compiler, connection, template="(julianday(%(expressions)s))", arg_joiner=") - julianday(")

    def as_postgresql(self, compiler, connection):
        # EXTRACT counts in decimals: for thousands of calls that takes milliseconds.
        seconds = "date_part('epoch', %(expressions)s)"
        return self.as_sql(compiler, connection, template=f"{seconds} / 86400", arg_joiner=" - ")


def conditions(wishes):
    """What a call must be to fit, as {name: condition}, the names being those of MISFITS; what was not said is left out."""
    asked = {
        "language": (wishes.languages, Q(language__in=wishes.languages)),
        "minutes": (wishes.minutes, Q(minutes__lte=wishes.minutes or 0)),
        "cause": (wishes.causes, working_for(wishes.causes)),
        "skill": (wishes.skills, asking_for(wishes.chosen_skills) | asking_for_none()),
    }
    return {name: condition for name, (is_said, condition) in asked.items() if is_said}


def working_for(causes):
    """Whether its organization works for some causes; asked of each call, as few are weighed of a great many."""
    return Exists(Organization.causes.through.objects.filter(organization=OuterRef("organization"), cause__slug__in=causes))


def asking_for(skills):
    return Exists(Call.skills.through.objects.filter(call=OuterRef("pk"), skill__slug__in=skills))


def asking_for_none():
    return ~Exists(Call.skills.through.objects.filter(call=OuterRef("pk")))


def fitting_candidates(calls, wishes, just_seen):
    """The calls of a queryset that fit and may come next after those just seen, as {pk: Facts}."""
    return candidates(calls.filter(*conditions(wishes).values()), points_for(wishes) + tiring_for(just_seen))


def nearest_candidates(calls, wishes):
    """The calls of a queryset that may come first, as {pk: Facts}; those that do not fit are among them if few do."""
    return candidates(calls, points_for(wishes) + misfits_for(wishes))


def candidates(calls, points):
    """The calls of a queryset with the most points, as {pk: Facts}."""
    return facts_of_each(calls.order_by(points.desc(), "pk")[:CANDIDATES])


def facts_of_each(calls):
    """What counts of the calls of a queryset, as {pk: Facts}: in three queries."""
    rows = [*calls.values_list(*FIELDS)]
    causes = slugs(Organization.causes.through, "organization", {row[1] for row in rows}, "cause__slug")
    skills = slugs(Call.skills.through, "call", [row[0] for row in rows], "skill__slug")
    return {
        pk: Facts(kind, language, minutes, causes.get(organization, frozenset()), skills.get(pk, frozenset()), *rest)
        for pk, organization, kind, language, minutes, *rest in rows
    }


def slugs(through, side, keys, path):
    """The slugs (frozenset) on the other side of a relation, by key."""
    found = {}
    for key, slug in through.objects.filter(**{f"{side}__in": keys}).values_list(side, path):
        found.setdefault(key, set()).add(slug)
    return {key: frozenset(slugs) for key, slugs in found.items()}


def points_for(wishes):
    """What `score` says for a call that fits, as an expression of the database."""
    now = clock.now()
    first_missing = Greatest(Least(F("enough"), FIRST_ANSWERS) - F("contribution_count"), 0)
    need = weigh_need(Cast(first_missing, FloatField()), Days("closes_at", Value(now, DateTimeField())))
    points = choice(Q(contribution_count__lt=F("enough")), need, SATED)
    points += choice(Q(contribution_count=0, published_at__gt=now - A_DAY), FRESH, 0)
    if wishes.minutes:
        points += MINUTES * Least(Cast("minutes", FloatField()) / wishes.minutes, 1.0)
    if wishes.chosen_skills:
        points += choice(asking_for(wishes.chosen_skills), SKILL, 0)
    if wishes.liked_causes or wishes.liked_skills:
        is_liked = working_for(wishes.liked_causes) | asking_for(wishes.liked_skills)
        points += choice(is_liked, LIKED, 0)
    return points


def misfits_for(wishes):
    """What `score` says against a call that does not fit, as an expression of the database."""
    points = Value(0.0)
    for name, condition in conditions(wishes).items():
        points += choice(condition, 0, -MISFITS[name])
    if wishes.minutes:
        points -= A_MINUTE_TOO_MANY * Greatest(F("minutes") - wishes.minutes, 0)
    return points


def tiring_for(just_seen):
    """What `tiring` says of a call after those just seen, as an expression of the database."""
    if not just_seen:
        return Value(0.0)
    *before, (kind, causes) = just_seen[-2:]
    same = [others for seen, others in before if seen == kind]
    alike = Q(kind=kind) & working_for(causes)
    a_third = [When(alike & working_for(others), then=SAME_KIND + A_THIRD_ALIKE) for others in same]
    return choice(Q(kind=kind), SAME_KIND, 0, *a_third)


def choice(condition, then, otherwise, *before):
    return Case(*before, When(condition, then=then), default=otherwise, output_field=FloatField())
