"""What views say so often that it has a short name."""

from functools import wraps
from http import HTTPStatus

from django.conf import settings
from django.shortcuts import redirect, render, resolve_url
from django_htmx.http import push_url, reselect, reswap, retarget

# Shorter values are choices; what has such a name is nobody's text, or not to be shown again.
LONG_ENOUGH = 20
SECRETS = ("token", "key", "password", "code", "place", "endpoint", "p256dh", "auth")


def render_form(request, template, form, context=None):
    """Render a page around a form, with status 422 when what was sent in it was not accepted."""
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound and form.errors else HTTPStatus.OK
    return render(request, template, {"form": form, **(context or {})}, status=status)


def typed_texts(request):
    """The texts (list of str) of the form that was sent: the page that could not take them gives them back.

    There are none where the form cannot be read: a large file that comes with it has no room on a full disk.
    """
    try:
        fields = [*request.POST.lists()]
    except OSError:
        return []
    texts = [(name, text) for name, values in fields for text in values if len(text) > LONG_ENOUGH]
    return [text for name, text in texts if not any(secret in name for secret in SECRETS)]


def render_refused(request, refusal, status=HTTPStatus.CONFLICT):
    """Render the page that says why something cannot be done (a Refused, or a str), and gives back what was typed."""
    return render(request, "core/refused.html", {"refusal": refusal, "typed": typed_texts(request)}, status=status)


def opened_in(request, response, place, part):
    """A page for whoever follows a link that opens in place (`data-hx-boost`): only `part` of it is shown, in `place`.

    In: the page (an HttpResponse), and two selectors of CSS. Others get the page whole. The link itself says nothing of the
    two, as there are a hundred of its kind on a page.
    """
    if not request.htmx.boosted:
        return response
    return push_url(reselect(reswap(retarget(response, place), "innerHTML show:none"), part), False)


def tidy_address(view):
    """Let a view whose form sends its answers in the address see, and show, only those that were given."""

    @wraps(view)
    def see(request, *arguments, **options):
        given = request.GET.copy()
        for name, values in request.GET.lists():
            given.setlist(name, [value for value in values if value])
        if given == request.GET:
            return view(request, *arguments, **options)
        query = given.urlencode()
        return redirect(f"{request.path}?{query}" if query else request.path)

    return see


def leads_to_sign_in(response):
    """Say whether a response sends the reader to sign in first."""
    return response.headers.get("Location", "").startswith(resolve_url(settings.LOGIN_URL))
