"""Whether it is really she: what an account's safety depends on is changed by somebody who has just shown that only.

A session alone is not enough: it may be a phone that lies on a table. See docs/decisions/0023.
"""

from datetime import timedelta
from functools import wraps

from allauth.account.authentication import get_authentication_records
from allauth.core.exceptions import ReauthenticationRequired
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache

from pyjama.core import clock

FRESH = timedelta(minutes=15)
# What counts where a person turned the second step on: her app, a recovery code or a passkey.
STRONG = {"mfa"}


def is_proved(request):
    """Say whether who is signed in has shown lately that it is she, by signing in or on the page that asks.

    With the second step on, a code in the mail or a password is not enough: it could take the step away.
    """
    since = (clock.now() - FRESH).timestamp()
    fresh = {record["method"] for record in get_authentication_records(request, request.user) if record["at"] > since}
    return bool(fresh & STRONG if request.user.has_second_step else fresh)


def must_be_proved(request):
    """Ask first whether it is really she, for a part of a view; what was sent is kept meanwhile."""
    if not is_proved(request):
        raise ReauthenticationRequired


def proof_required(view):
    """Let a view be seen by somebody who has just shown that it is she; others are asked first, and then come back.

    What a form sent is kept meanwhile, but for a password. The page is kept by no cache.
    """

    @never_cache
    @wraps(view)
    def ask_first(request, *arguments, **options):
        if "password1" in request.POST and not is_proved(request):
            return redirect(f"{reverse('account_reauthenticate')}?{urlencode({'next': request.path})}")
        must_be_proved(request)
        return view(request, *arguments, **options)

    return ask_first
