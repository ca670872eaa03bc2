"""Reading a code: one guess at a time, and a word on what became of it."""

from contextlib import contextmanager

from django.contrib import messages
from django.db import transaction
from django.utils.translation import gettext as _

from pyjama.accounts.actions import hold_session
from pyjama.accounts.forms import MailedCodeForm


@contextmanager
def one_at_a_time(request):
    """Let the requests of a session wait for each other: of many guesses sent at once, each finds the tries before it.

    The session is read anew, and saved before the next one may read it.
    """
    key = request.session.session_key
    with transaction.atomic():
        hold_session(key=key)
        request.session = type(request.session)(key)
        yield
        if key and request.session.session_key == key and request.session.modified:
            request.session.save()
            request.session.modified = False


def code_form(request, mailed):
    """The form in which a mailed code (MailedCode) is typed; None, with a notice, where there is none to type any more."""
    if not mailed.is_waiting:
        messages.warning(request, _("That code is too old, or another browser asked for it. Ask for a new one here."))
        return None
    form = MailedCodeForm(request.POST or None, code=mailed.expected)
    if form.is_bound and not form.is_valid() and not mailed.count_wrong():
        messages.error(request, _("That was too many tries. Ask for a new code here."))
        return None
    return form
