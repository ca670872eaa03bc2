"""What an organization takes away of its desk: the contributions that an address shows, with display names and nothing else
of people, without the notes of the team.
"""

from django.conf import settings
from django.http import Http404, StreamingHttpResponse
from django.template.loader import render_to_string
from django.utils.text import slugify
from django.utils.timezone import localtime
from django.utils.translation import get_language_info, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from pyjama.contributions.models import Contribution
from pyjama.core import clock
from pyjama.core.dates import date_format
from pyjama.core.paper import paper
from pyjama.core.refusals import Refused
from pyjama.core.spreadsheets import FORMATS, spreadsheet
from pyjama.outcomes.desk.filters import DeskFilterForm
from pyjama.outcomes.desk.views import call_of

CHUNK = 500
# A PDF is laid out as a whole, and takes 0.1 MB of memory a contribution meanwhile.
MOST_ON_PAPER = 500
# Where the rows of a printed page take their place.
ROWS = "<!-- rows -->"


def exported(request, call):
    """The contributions of a call that an address of the desk shows, in its order; asked for while they are sent."""
    contributions = DeskFilterForm(request.GET).narrow(call.contributions.visible_to(request.user).answers())
    return contributions.select_related("author").defer("author__password")


@require_safe
def export(request, pk, format):
    """Download the contributions as a spreadsheet or as a PDF."""
    call = call_of(request, pk)
    contributions = exported(request, call)
    if format == "pdf":
        return on_paper(call, contributions)
    if format not in FORMATS:
        raise Http404
    rows = table(contributions)
    return spreadsheet(rows, format, columns=columns(), name=name_of(call))


def name_of(call):
    """What the file is called: the title of the call and the day."""
    return f"{slugify(call.title)[:60] or call.pk}-{clock.today():%Y-%m-%d}"


def columns():
    return [_("Name"), _("Contribution"), _("Credit"), _("Useful votes"), _("Posted"), _("Language"), _("AI")]


def table(contributions):
    """A row (list) for each contribution, as `columns` names them."""
    mentions, languages = labels()
    for each in contributions.iterator(CHUNK):
        credit, language = mentions[each.credit], languages[each.language]
        used_ai = _("written with AI") if each.used_ai else ""
        yield [str(each.author), each.body, credit, each.useful_count, each.posted_at, language, used_ai]


def labels():
    """The words for each credit and each language, in the reader's language."""
    mentions = {"": "", **{value: str(label) for value, label in Contribution.Credit.choices}}
    return mentions, {code: get_language_info(code)["name_translated"] for code, name in settings.LANGUAGES}


def on_paper(call, contributions):
    """The contributions as a PDF. Refused where they are too many for one."""
    number = contributions.count()
    if number > MOST_ON_PAPER:
        raise Refused(
            _("A PDF holds %(most)d contributions at most. Show fewer, or take the spreadsheet or the page to print.")
            % {"most": MOST_ON_PAPER}
        )
    mentions, _languages = labels()
    data = {
        "title": call.title,
        "heading": _("What people gave"),
        "facts": facts(call, number),
        "contributions": [as_data(each, mentions) for each in contributions],
    }
    return paper("outcomes/papers/contributions.typ", data, name=name_of(call))


def facts(call, number):
    """One line that says what this is: whose call, how many contributions, which day."""
    many = ngettext("%(number)d contribution", "%(number)d contributions", number) % {"number": number}
    return f"{call.organization.name} · {many} · {date_format(clock.today(), 'DATE_FORMAT')}"


def as_data(contribution, mentions):
    """A contribution as the template of the PDF takes it."""
    votes = contribution.useful_count
    useful = ngettext("%(number)d useful vote", "%(number)d useful votes", votes) % {"number": votes} if votes else ""
    return {
        "name": str(contribution.author),
        "day": date_format(localtime(contribution.posted_at), "DATE_FORMAT"),
        "body": contribution.body,
        "credit": mentions[contribution.credit],
        "language": contribution.language,
        "about": " · ".join(filter(None, [useful, _("written with AI") if contribution.used_ai else ""])),
    }


@require_safe
def printed(request, pk):
    """The contributions on a page to print, sent as they are read."""
    call = call_of(request, pk)
    contributions = exported(request, call)
    context = {"call": call, "facts": facts(call, contributions.count()), "rows": ROWS}
    before, _rows, after = render_to_string("outcomes/printed.html", context, request).partition(ROWS)
    return StreamingHttpResponse(page(before, contributions, after))


def page(before, contributions, after):
    """The pieces of a page, one for each contribution between its two halves."""
    yield before
    for each in contributions.iterator(CHUNK):
        yield render_to_string("outcomes/_printed_row.html", {"contribution": each})
    yield after
