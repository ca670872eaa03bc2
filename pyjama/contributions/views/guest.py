"""The way of what was written without an account: an address is asked for, a link is mailed, a button publishes."""

from http import HTTPStatus

from allauth.account.internal.flows.login import perform_login
from allauth.account.models import Login
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from pyjama.contributions import actions
from pyjama.contributions.forms import KeepForm, PublishForm
from pyjama.contributions.letters import guest_of
from pyjama.contributions.receiving import guest_in, held_in, say_why_it_waits, whence_of
from pyjama.core.shortcuts import render_form
from pyjama.moderation.network import network_of


@login_not_required
@never_cache
def keep(request):
    """What waits in this browser, and how its author can be reached; once she has said so, that a mail is on its way."""
    guest = guest_in(request)
    if not guest or not held_in(request).exists():
        return render(request, "contributions/nothing_held.html", status=HTTPStatus.NOT_FOUND)
    form = KeepForm(request.POST or None, initial={"email": guest.email, "display_name": guest.display_name})
    if form.is_too_young:
        actions.forget_guest(guest=guest)
        return render(request, "account/too_young.html")
    if form.is_valid():
        # Who was written to a moment ago is not told so: the answer is the same for every address.
        by_mail = actions.may_mail(network=network_of(request), email=form.cleaned_data["email"])
        actions.keep_in_touch(guest=guest, language=get_language(), by_mail=by_mail, **form.cleaned_data)
        return redirect(request.path)
    held = list(held_in(request))
    context = {"guest": guest, "held": held, "publishing": PublishForm(None, held)}
    return render_form(request, "contributions/keep.html", form, context)


@require_POST
def publish(request):
    """Publish what waits in this browser under the account of whoever is signed in there by now."""
    if not (guest := guest_in(request)):
        return redirect("contributions:keep")
    minutes_taken = PublishForm(request.POST, held_in(request)).minutes_taken
    whence = whence_of(request, texts=guest.held.count())
    published = actions.publish_held(guest=guest, author=request.user, minutes_taken=minutes_taken, whence=whence)
    return answer(request, published)


@login_not_required
@require_POST
def throw_away(request, pk):
    """Erase one text that waits in this browser."""
    held = get_object_or_404(held_in(request), pk=pk)
    actions.throw_away(held=held)
    messages.success(request, _("It is erased."))
    return redirect(held.call)


@login_not_required
@never_cache
def confirm(request, token):
    """The mailed link: reading it does nothing, as machines read mail too; its button publishes, and signs in."""
    guest = guest_of(token)
    if not guest:
        return render(request, "contributions/link_is_over.html", {"guest": guest_in(request)}, status=HTTPStatus.NOT_FOUND)
    held = list(guest.held.select_related("call"))
    if request.method != "POST":
        context = {"guest": guest, "held": held, "number": len(held), "publishing": PublishForm(None, held)}
        return render(request, "contributions/confirm.html", context)
    minutes_taken = PublishForm(request.POST, held).minutes_taken
    whence = actions.look_at(network=network_of(request), texts=len(held))
    author, published = actions.confirm_guest(guest=guest, minutes_taken=minutes_taken, whence=whence)
    response = answer(request, published)
    return response if request.user.is_authenticated else sign_in(request, author, response)


def sign_in(request, person, response):
    """Sign in by the library's own steps and go on to `response`; a step that asks for a second proof comes first."""
    way_on = response.headers.get("Location", reverse("contributions:keep"))
    step = perform_login(request, Login(user=person, email=person.email, redirect_url=way_on))
    return response if request.user.is_authenticated else step


def answer(request, published):
    """Lead to what is public now; show what a call no longer takes."""
    if published.refused:
        return render(request, "contributions/too_late.html", {"published": published}, status=HTTPStatus.CONFLICT)
    if not published.contributions:
        return redirect("contributions:keep")
    number = sum(contribution.is_in_view for contribution in published.contributions)
    if number:
        words = ngettext(
            "Thank you. Your contribution is public.", "Thank you. Your %(number)d contributions are public.", number
        )
        messages.success(request, words % {"number": number})
    say_why_it_waits(request, published.contributions)
    return redirect(published.contributions[-1])
