"""What becomes of a contribution that a page was sent, whichever page has the form, with an account or without."""

from django.contrib import messages
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from pyjama.contributions.actions import (
    begin_guest,
    hold_contribution,
    look_at,
    may_write,
    post_contribution,
)
from pyjama.contributions.models import Guest, HeldContribution
from pyjama.core import clock
from pyjama.core.limits import LIMITS, TooOften, is_in_first_day
from pyjama.moderation.network import network_of
from pyjama.moderation.rules import is_newcomer, rule_named

GUEST_KEY = "guest"
# A visitor has no files; how long she took stays on her device, which tells it when her words are public.
NOT_HELD = {"attachments", "minutes_taken"}


def receive(request, call, form):
    """Post what a valid ContributionForm holds and return the Contribution; None when the form now says why not.

    Of a visitor it is held, and returned as a HeldContribution, whose address asks how she can be reached.
    """
    with form.refusals():
        if request.user.is_authenticated:
            return post_from(request, call=call, **form.cleaned_data)
        if may_write(network=network_of(request)):
            fields = {name: value for name, value in form.cleaned_data.items() if name not in NOT_HELD}
            return hold_contribution(guest=guest_in(request) or welcome(request), call=call, **fields)
        raise TooOften(clock.now() + LIMITS["guest_texts"].period)


def post_from(request, **fields):
    """Post a contribution, or a reply, of whoever is signed in, and return it; a newcomer's network is looked at.

    Refused, besides for what `post_contribution` refuses, where very many texts of accounts of today come from there.
    """
    known = {"whence": whence_of_one(request), "sanctions": getattr(request, "sanctions", None)}
    contribution = post_contribution(author=request.user, **known, **fields)
    say_why_it_waits(request, [contribution])
    return contribution


def say_why_it_waits(request, contributions):
    """Tell whoever sent some contributions, just posted, why those wait that a rule held."""
    for rule in dict.fromkeys(contribution.waits_by for contribution in contributions if contribution.waits_by):
        messages.info(request, _("Your text waits for a moderator. %(why)s") % {"why": rule_named(rule).why})


def whence_of(request, texts=1):
    """Count texts of whoever is signed in, by her network, if she has just arrived: a Whence; None of everybody else."""
    return look_at(network=network_of(request), texts=texts) if is_newcomer(request.user) else None


def whence_of_one(request):
    """The same for one text, refused of an account of today where very many come from her network: but never her first."""
    if not is_in_first_day(request.user):
        return whence_of(request)
    whence = look_at(network=network_of(request), has_limit=True)
    if whence is None and request.user.contributions.exists():
        raise TooOften(clock.now() + LIMITS["newcomer_texts"].period)
    return whence or whence_of(request)


def guest_in(request):
    """The Guest whose words this browser keeps, or None."""
    key = request.session.get(GUEST_KEY)
    return Guest.objects.of_browser(key).first() if key else None


def held_in(request):
    """What this browser keeps waiting, a queryset of HeldContribution: nobody else sees it."""
    key = request.session.get(GUEST_KEY)
    return HeldContribution.objects.of_browser(key) if key else HeldContribution.objects.none()


def welcome(request):
    """Make a Guest whom this browser will be known as."""
    guest, request.session[GUEST_KEY] = begin_guest(language=get_language())
    return guest
