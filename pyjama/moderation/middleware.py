from http import HTTPStatus

from pyjama.core.methods import SAFE_METHODS
from pyjama.core.refusals import Refused
from pyjama.core.shortcuts import render_refused
from pyjama.moderation.actions import note_view, refuse_suspended
from pyjama.moderation.models import StaffAct

# What a suspended person may still send: signing in and out, her account but for her name, her news, her copies, her second
# look, what the law lets her ask of her data (LP 27 to 28.1); and what takes words away.
OPEN_SPACES = {"notifications", "drafts", "privacy"}
OPEN_PAGES = {"moderation:appeal", "contributions:withdraw", "contributions:throw_away", "organizations:leave"}
OPEN_LIBRARY = ("account_", "mfa_", "usersessions_", "end_", "set_language")
CLOSED = {"account_settings"}


class SuspendedMiddleware:
    """Whoever is suspended reads, and writes nothing: wherever she tries, she is told why, and given her text back.

    She may still sign in, read the decision, ask for a second look, and see to her account. Actions refuse besides, as words
    come by mail too.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, arguments, options):
        if request.method in SAFE_METHODS or not request.user.is_authenticated or self.is_open(request.resolver_match):
            return None
        try:
            # What else is in force against her, an action that asks need not ask again.
            request.sanctions = refuse_suspended(request.user)
        except Refused as refusal:
            return render_refused(request, refusal)

    def is_open(self, match):
        name = match.url_name or ""
        is_library = name.startswith(OPEN_LIBRARY) and name not in CLOSED
        return match.namespace in OPEN_SPACES or match.view_name in OPEN_PAGES or is_library


class NotedMiddleware:
    """What staff looks at of people is written in the log: every page of the administration, and each view that is `noted`.

    So is each file that not everybody may see: the row that a response `shows`. The one reading that writes, on purpose
    (decision 0039): a line is written before the page leaves. What is changed in the administration is written here too, as
    no action of ours does it.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        match = request.resolver_match
        if match and hasattr(request, "user"):
            if response.status_code == HTTPStatus.OK:
                self.note(request, match, response)
            elif request.method == "POST" and response.status_code == HTTPStatus.FOUND and not asks_who(response):
                self.note_change(request, match)
        return response

    def note_change(self, request, match):
        """Something was done in the administration: a line for each row; `detail` is what was done with several."""
        what = self.administered(match)
        if not what:
            return
        rows, action = request.POST.getlist("_selected_action") or [""], request.POST.get("action", "")
        if "object_id" in match.kwargs:
            rows, action = [match.kwargs["object_id"]], ""
        act = {"staff": request.user, "kind": StaffAct.Kind.CHANGED, "about": what}
        act["detail"] = action if action.isidentifier() and len(action) <= LONGEST_DETAIL else ""
        for pk in rows:
            note_view(object_id=number_in(pk), **act)

    def note(self, request, match, response):
        # Who reads is asked only where it matters: what everybody may keep must not depend on a session.
        row = getattr(response, "shows", None)
        what = row._meta.label_lower if row else getattr(match.func, "noted_as", None) or self.administered(match)
        if what and request.user.is_authenticated and (request.user.is_moderator or request.user.is_staff):
            pk = row.pk if row else match.kwargs.get("pk") or match.kwargs.get("object_id")
            kind = self.kind(request, pk, getattr(match.func, "noted_kind", None))
            note_view(staff=request.user, kind=kind, about=what, object_id=number_in(pk))

    def kind(self, request, pk, declared):
        if declared:
            return declared
        return StaffAct.Kind.VIEWED if pk else StaffAct.Kind.LISTED

    def administered(self, match):
        """The label (str) of the model that a page of the administration shows, or ""."""
        parts = (match.url_name or "").rsplit("_", 2)
        return f"{parts[0]}.{parts[1]}" if match.namespace == "admin" and len(parts) == WITH_MODEL else ""


def asks_who(response):
    """Whether an answer only leads to the page that asks "is it you?" (accounts/proof.py): nothing was done yet."""
    return "next=" in response["Location"]


MOST_DIGITS, WITH_MODEL, LONGEST_DETAIL = 18, 3, 40


def number_in(key):
    """The number of a row (int) in an address, or None."""
    return int(key) if str(key or "").isdecimal() and len(str(key)) <= MOST_DIGITS else None


def noted(about, kind=None):
    """Mark a view whose readers among staff are written in the log; `about` is the label of the model it shows (str)."""

    def mark(view):
        view.noted_as, view.noted_kind = about, kind
        return view

    return mark
