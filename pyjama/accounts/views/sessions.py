from django.contrib import messages
from django.contrib.auth import logout
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from pyjama.accounts.actions import end_session, end_sessions


def sessions(request):
    """Where a person is signed in."""
    return render(request, "usersessions/usersession_list.html", {"sessions": request.user.open_sessions()})


@require_POST
def end_one_session(request, pk):
    """Out there; of her own browser, she is out here."""
    session = get_object_or_404(request.user.open_sessions(), pk=pk)
    end_session(session=session)
    if session.session_key == request.session.session_key:
        logout(request)
        messages.success(request, _("You are signed out. See you soon."))
        return redirect("pages:home")
    messages.success(request, _("That session is over."))
    return redirect("usersessions_list")


@require_POST
def end_other_sessions(request):
    """Out everywhere but here."""
    end_sessions(person=request.user, except_key=request.session.session_key)
    messages.success(request, _("You are signed out everywhere else."))
    return redirect("usersessions_list")


@require_POST
def end_all_sessions(request):
    """Out everywhere, here included."""
    end_sessions(person=request.user)
    logout(request)
    messages.success(request, _("You are signed out everywhere."))
    return redirect("pages:home")
