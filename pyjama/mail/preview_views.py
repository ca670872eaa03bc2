"""Every mail of the site in both languages, for who writes or translates it: in a demonstration, or under development."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.views.decorators.cache import never_cache
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.csp import csp_override

from pyjama.core.plain_text import wrapped
from pyjama.mail.previews import previews
from pyjama.mail.views import IS_A_MESSAGE, SHOWS_A_FRAME

LANGUAGES = dict(settings.LANGUAGES)


def written(name, language):
    """The mail that a preview writes in a language: a row of the outbox that is not saved."""
    if name not in previews() or language not in LANGUAGES:
        raise Http404
    with translation.override(language):
        return previews()[name]()


def shown(name, language):
    """What a page shows of it."""
    mail = written(name, language)
    lines = {"From": mail.sender, "To": mail.recipient, "Subject": mail.subject} | mail.headers
    return {"language": language, "subject": mail.subject, "text": wrapped(mail.text), "headers": lines}


@login_not_required
@never_cache
def preview_list(request):
    """All mails, by their place in the list, with their subject in the reader's language."""
    mails = {name: written(name, translation.get_language()).subject for name in previews()}
    return render(request, "mail/demo_previews.html", {"mails": mails})


@login_not_required
@never_cache
@csp_override(SHOWS_A_FRAME)
def one_preview(request, name):
    """One mail: French and English side by side, as text, as a mail program shows it, and its headers."""
    pair = [shown(name, language) for language in LANGUAGES]
    return render(request, "mail/demo_preview.html", {"name": name, "pair": pair})


@login_not_required
@never_cache
@xframe_options_sameorigin
@csp_override(IS_A_MESSAGE)
def preview_html(request, name, language):
    """The HTML of one mail in a language; its links leave the frame."""
    return HttpResponse(written(name, language).html.replace("<head>", '<head><base target="_top">', 1))
