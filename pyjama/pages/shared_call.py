"""A call's page for whoever is signed in: made once for all of them, with holes for what is each one's own.

It is made for a stand-in of whom nothing is known, so that nothing of a reader can be in it, whatever templates come to
show; what is hers is asked for each time, in two questions, and put in. See decision 0062.
"""

import secrets
from functools import lru_cache
from io import BytesIO
from typing import NamedTuple

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.contrib.messages.storage.cookie import CookieStorage
from django.core.handlers.wsgi import WSGIRequest
from django.db.models import Case, CharField, F, Value, When
from django.db.models.functions import Cast
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import get_language

from pyjama.accounts.models import User
from pyjama.calls.models import Call
from pyjama.contributions.models import Contribution, UsefulVote
from pyjama.contributions.receiving import GUEST_KEY
from pyjama.core.holes import OWN_FIELDS, Holed, holes, own_fields
from pyjama.core.kept import Kept
from pyjama.core.questions import Question
from pyjama.core.replica import stamp_of_page
from pyjama.drafts.context_processors import typist
from pyjama.matching.models import Stance
from pyjama.notifications.models import Interest, Notification
from pyjama.organizations.acting import ACTING_AS

MOST_BYTES = 8_000_000
# What the stand-in's request has of a reader's: where it was sent, and nothing that says by whom.
OF_THE_ADDRESS = ["wsgi.url_scheme", "SERVER_NAME", "SERVER_PORT", "HTTP_HOST"]
OF_THE_ADDRESS += ["REQUEST_METHOD", "SCRIPT_NAME", "PATH_INFO", "QUERY_STRING"]
# What makes a page hers alone, if her session or her browser bring it along.
SESSION_SAYS, COOKIES_SAY = {ACTING_AS, GUEST_KEY}, {CookieStorage.cookie_name}
# Drawn anew by each process, so that nobody's words can name them.
THREAD, TOKEN = secrets.token_hex(32), secrets.token_hex(32)
HOLES = OWN_FIELDS | {
    "writer": rb'(?<=<input type="hidden" name="writer" value=")[^"]*',
    "person": rb'(?<=<kept-texts person=")[^"]*',
    "typist": rb'(?<=<keep-drafts person=")[^"]*',
    "unread": rb"<unread-count .*?</unread-count>",
    "thread": THREAD.encode(),
}
HOLE = holes(HOLES)

kept = Kept(MOST_BYTES)


class Standing(NamedTuple):
    """What a reader made of a call: her stances (names of Stance.MARKS), whether she follows or mutes it ("" if neither)."""

    stances: frozenset
    interest: str

    def mark(self, call):
        """Note it on the call, as `with_stances` would."""
        for name in Stance.MARKS:
            setattr(call, name, name in self.stances)
        return call

    @property
    def interest_of_hers(self):
        return Interest(is_muted=self.interest == "muted") if self.interest else None


def what_is_hers(person, call, model):
    """Pairs of what it is and which: her stances, her interest, what she found useful, how much she has not read; and what
    makes the page hers alone.

    `person`, `call` and `model` are the numbers of hers, of the call and of its content type.
    """
    reader, name = User(pk=person), CharField()
    interest = Case(When(is_muted=True, then=Value("muted")), default=Value("followed"), output_field=name)
    hers = [
        (Stance.objects.visible_to(reader).filter(call=call), "stance", F("kind")),
        (Interest.objects.visible_to(reader).filter(content_type=model, object_id=call), "interest", interest),
        (UsefulVote.objects.filter(voter=person, contribution__call=call), "useful", Cast("contribution", name)),
        (Notification.objects.visible_to(reader).with_lines_of_each(), "unread", Cast("lines", name)),
        (Call.objects.editable_by(reader).filter(pk=call), "alone", Value("team")),
        (Contribution.objects.held().filter(call=call, author=person), "alone", Value("waiting")),
    ]
    first, *others = [rows.order_by().values_list(Value(what), which) for rows, what, which in hers]
    return first.union(*others, all=True).order_by()


question = Question(what_is_hers)


def shared_page(request, pk, make):
    """The page of a call (HttpResponse) for whoever is signed in; None where it is to be made for her alone.

    `make(request, standing)` returns the HTML of the page and its Thread for a request, with THREAD in the place of the
    thread, or None where there is no such page for everybody.
    """
    if not is_plain(request):
        return None
    then = stamp_of_page()
    rows = question.ask(request.user.pk, pk, ContentType.objects.get_for_model(Call).pk)
    hers = {what: {which for each, which in rows if each == what} for what, _ in rows}
    if "alone" in hers:
        return None
    stances = frozenset(name for name, kind in Stance.MARKS.items() if kind in hers.get("stance", ()))
    standing = Standing(stances, *hers.get("interest", [""]))
    key = request.scheme, request.get_host(), request.get_full_path(), standing
    shell = kept.get(key, then)
    if shell is None:
        made = make(of_nobody(request), standing)
        if made is None:
            return None
        shell = Shell(*made)
        kept.keep(key, shell, len(shell), then)
    useful, (unread,) = {int(each) for each in hers.get("useful", ())}, hers.get("unread", ["0"])
    return shell.answer(request, useful, int(unread))


def is_plain(request):
    """Say whether a page is asked for by somebody signed in as nobody but herself, who has no part in running the site."""
    reader = request.user
    if not settings.PAGES_KEPT_SECONDS or request.method != "GET" or request.htmx:
        return False
    if not reader.is_authenticated or reader.is_moderator or reader.is_staff:
        return False
    return COOKIES_SAY.isdisjoint(request.COOKIES) and SESSION_SAYS.isdisjoint(request.session.keys())


def of_nobody(request):
    """The request as somebody signed in would send it of whom nothing at all is known."""
    said = {name: request.META[name] for name in OF_THE_ADDRESS if name in request.META}
    nobody = WSGIRequest(said | {"wsgi.input": BytesIO()})
    nobody.resolver_match, nobody.htmx, nobody.session = request.resolver_match, False, {}
    nobody.user = User(pk=0)
    return nobody


class Shell:
    """A call's page but for its readers."""

    def __init__(self, html, thread):
        self.page, self.thread = Holed(html.encode(), HOLE), thread

    def __len__(self):
        return len(self.page)

    def answer(self, request, useful, unread):
        """The page for who reads; `useful` are the ids (a set of int) of what she found useful, `unread` a number."""
        own = own_fields(request) | {
            "writer": lambda: str(request.user.pk),
            "person": lambda: str(request.user.pk),
            "typist": lambda: typist(request.user),
            "thread": lambda: self.thread.shown_to(request.user, useful),
            "unread": lambda: unread_in(unread, get_language()).replace(TOKEN, own["token"]()),
        }
        return HttpResponse(self.page.filled(own))


@lru_cache(maxsize=1000)
def unread_in(number, language):
    """How much is unread, in the language that is active."""
    html = render_to_string("notifications/_count.html", {"unread_count": number, "csrf_token": TOKEN})
    return html[html.index("<unread-count") :].rstrip("\n")
