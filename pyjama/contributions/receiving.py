"""What becomes of a contribution that a page was sent, whichever page has the form."""

from django.utils.translation import gettext as _

from pyjama.contributions.actions import post_contribution


def receive(request, call, form):
    """Post what a valid ContributionForm holds and return the Contribution; None when the form now says why not.

    A refused form keeps its text. Who is signed out is told so.
    """
    if not request.user.is_authenticated:
        form.add_error(None, _("You are signed out. Your text stays here: sign in in another window, then send it again."))
        return None
    with form.refusals():
        return post_contribution(call=call, author=request.user, **form.cleaned_data)
