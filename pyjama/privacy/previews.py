from datetime import timedelta
from functools import partial

from django.urls import reverse

from pyjama.accounts.letters import letter
from pyjama.accounts.models import Edition
from pyjama.core import clock
from pyjama.core.site import absolute_url
from pyjama.mail.previews import RECIPIENT, preview, said
from pyjama.notifications.models import Kind
from pyjama.notifications.previews import example
from pyjama.privacy.models import Departure, Export, Unlisting


def leaving(template, **fields):
    """What somebody is told who leaves, or whose account nobody uses."""
    departure = Departure(due_at=clock.now() + timedelta(days=7), **fields)
    context = {"departure": departure, "day": clock.day(departure.due_at), "url": absolute_url(reverse("privacy:mine"))}
    return letter(template, RECIPIENT, context)


preview("privacy/email/leaving")(partial(leaving, "privacy/email/leaving"))
preview("privacy/email/leaving, words go")(partial(leaving, "privacy/email/leaving", words_go=True))
preview("privacy/email/unused")(partial(leaving, "privacy/email/unused"))


def decided(is_granted):
    """The answer to who asked that search engines forget a page."""
    reason = said(fr="La page date d’hier et reste d’intérêt public.", en="The page is of yesterday, and still matters.")
    unlisting = Unlisting(path=reverse("pages:calls"), is_granted=is_granted, reason=reason)
    return letter("privacy/email/unlisting", RECIPIENT, {"unlisting": unlisting, "url": absolute_url(unlisting.path)})


preview("privacy/email/unlisting")(partial(decided, True))
preview("privacy/email/unlisting, refused")(partial(decided, False))


@example(Kind.EXPORT_READY)
def export_ready():
    return Export(pk=0), ""


@example(Kind.POLICY_CHANGED)
def policy_changed():
    return Edition(pk=0, policy=Edition.Policy.PRIVACY, version="2026-11-27"), ""
