"""Why a call is shown, and what of it does not fit, as people say it."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pyjama.matching.score import Reason


def reasons_in_words(reasons, call, wishes):
    """Reasons (list of Reason) for showing a call, as a list of str."""
    return [REASONS[reason](call, wishes) for reason in reasons]


def misfits_in_words(misfits, call):
    """What does not fit (keys of score.MISFITS), as a list of str."""
    return [MISFITS[misfit](call) for misfit in misfits]


def chosen(topics, slugs):
    """Those among the topics of a call that somebody chose, as one text."""
    return listed(topic for topic in topics if topic.slug in slugs)


def listed(topics):
    return ", ".join(topic.name for topic in topics)


def skill(call, wishes):
    return _("because you chose %(topic)s") % {"topic": chosen(call.skills.all(), wishes.skills)}


def cause(call, wishes):
    return _("because you chose %(topic)s") % {"topic": chosen(call.organization.causes.all(), wishes.causes)}


def liking(call, wishes):
    liked = [chosen(call.skills.all(), wishes.liked_skills), chosen(call.organization.causes.all(), wishes.liked_causes)]
    return _("because you wanted more like it: %(topic)s") % {"topic": next(filter(None, liked))}


def need(call, wishes):
    missing = call.enough - call.contribution_count
    if not call.contribution_count:
        return _("nobody has answered yet")
    if not call.skills.all():
        words = ngettext("%(number)d opinion still missing", "%(number)d opinions still missing", missing)
    else:
        words = ngettext("%(number)d contribution still missing", "%(number)d contributions still missing", missing)
    return words % {"number": missing}


def enough(call, wishes):
    return _("has enough to go on, and takes one more gladly")


def freshness(call, wishes):
    return _("has just been published")


def minutes(call, wishes):
    return ngettext("takes %(number)d minute", "takes %(number)d minutes", call.minutes) % {"number": call.minutes}


REASONS = {
    Reason.SKILL: skill,
    Reason.CAUSE: cause,
    Reason.LIKED: liking,
    Reason.NEED: need,
    Reason.ENOUGH: enough,
    Reason.FRESH: freshness,
    Reason.MINUTES: minutes,
}
MISFITS = {
    "language": lambda call: _("is in French") if call.language == "fr" else _("is in English"),
    "skill": lambda call: _("asks for %(topic)s") % {"topic": listed(call.skills.all())},
    "minutes": lambda call: minutes(call, None),
    "cause": lambda call: _("is for another cause: %(topic)s") % {"topic": listed(call.organization.causes.all())},
}
