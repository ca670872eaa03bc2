"""The pages that the links of a mail lead to. The signed token in their address is the permission, and the only one."""

from functools import wraps
from http import HTTPStatus

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from pyjama.accounts.models import Consent
from pyjama.accounts.wordings import AGAIN, ONE_CLICK, STOP, WORDINGS
from pyjama.core.shortcuts import render_form
from pyjama.notifications import unsubscription
from pyjama.notifications.actions import choose, choose_by_channel, lose_interest, take_interest
from pyjama.notifications.forms import PreferencesForm
from pyjama.notifications.models import WEEKLY, Channel, Interest, Kind, Preference, label_of
from pyjama.notifications.names import MUTES, QUESTIONS


def by_token(view):
    """A page whose address is a permission: no search engine keeps it, and no other site is told of it."""

    @wraps(view)
    def see(request, token):
        try:
            response = view(request, token)
        except unsubscription.Unreadable:
            response = render(request, "notifications/unreadable.html", status=HTTPStatus.NOT_FOUND)
        response.headers["X-Robots-Tag"] = "noindex"
        response.headers["Referrer-Policy"] = "no-referrer"
        return response

    return see


# A mail program posts here by itself, without a cookie (RFC 8058).
@csrf_exempt
@login_not_required
@never_cache
@by_token
def unsubscribe(request, token):
    """The link that stops a mail: looking at it changes nothing, its button stops such mail, or lets it come again."""
    subscription = unsubscription.read(token)
    person, kind, channel = subscription
    stopped = unsubscription.stopped_by(subscription)
    if request.method == "POST":
        way = Consent.Way.ONE_CLICK if "List-Unsubscribe" in request.POST else Consent.Way.MAIL_LINK
        is_wanted = "again" in request.POST and way == Consent.Way.MAIL_LINK
        version = AGAIN if is_wanted else {Consent.Way.ONE_CLICK: ONE_CLICK}.get(way, STOP)
        kinds = kinds_again(request.POST["again"], subscription) if is_wanted else stopped
        choose(person=person, channel=channel, choices=dict.fromkeys(kinds, is_wanted), way=way, version=version)
    is_wanted = not unsubscription.stopped_by(subscription).isdisjoint(Preference.objects.kinds_by(channel, person))
    what = unsubscription.label_of(kind, channel)
    question = WORDINGS[STOP if is_wanted else AGAIN].said(what=what, how=channel.label)
    context = {"is_wanted": is_wanted, "was_sent": request.method == "POST", "question": question}
    context |= {"kinds": " ".join(sorted(stopped))}
    links = {"preferences_url": unsubscription.preferences_path(person)}
    return render(request, "notifications/unsubscribe.html", context | links)


def kinds_again(said, subscription):
    """The kinds (a set) that come again: of the weekly mail those that it had, as its page says; else the one."""
    weekly = {Kind(name) for name in said.split() if name in WEEKLY}
    return weekly if weekly and subscription.channel == Channel.DIGEST else {subscription.kind}


@csrf_exempt
@login_not_required
@never_cache
@by_token
def mute(request, token):
    """The link that mutes a call, a thread or an organization: looking changes nothing, its button mutes, or undoes it."""
    person, target = unsubscription.read_mute(token)
    mine = Interest.objects.visible_to(person).of(target)
    follows = mine.followed().exists() or request.POST.get("again") == "follow"
    if "again" in request.POST and not follows:
        lose_interest(person=person, target=target)
    elif request.method == "POST":
        take_interest(person=person, target=target, is_muted="again" not in request.POST)
    context = {"target": target, "label": label_of(target), "follows": follows, "was_sent": request.method == "POST"}
    words = {"button": MUTES[target._meta.model_name], "question": QUESTIONS[target._meta.model_name]}
    now = {"is_muted": mine.muted().exists(), "preferences_url": unsubscription.preferences_path(person)}
    return render(request, "notifications/mute.html", context | words | now)


@csrf_exempt
@login_not_required
@never_cache
@by_token
def preferences(request, token):
    """What comes to somebody, and how: from her mail, without signing in. It shows her choices and nothing else of her."""
    person = unsubscription.reader_of(token)
    form = PreferencesForm(request.POST if request.method == "POST" else None, person=person)
    if form.is_valid():
        choose_by_channel(person=person, choices=form.choices(), way=Consent.Way.MAIL_PAGE)
    context = {"address": unsubscription.masked(person.email), "is_saved": form.is_bound and form.is_valid()}
    return render_form(request, "notifications/preferences_from_mail.html", form, context)
