"""One thank-you for many, to each with her name and what she gave: a text with blanks, {first_name}, filled in for each."""

import re
from collections import defaultdict
from typing import NamedTuple

from django.db import transaction
from django.utils.text import Truncator
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from pyjama.calls.models import Call
from pyjama.contributions.models import Contribution
from pyjama.core.dates import date_format
from pyjama.core.refusals import Refused
from pyjama.core.templatetags.pyjama import plain
from pyjama.notifications.actions import notify_each
from pyjama.notifications.models import Kind
from pyjama.outcomes.actions import refuse_unless_sortable
from pyjama.outcomes.desk.actions import credit_contributions
from pyjama.outcomes.desk.models import ThankYou

# Whatever stands in braces: what is no blank is found before it is sent.
BLANK = re.compile(r"\{([^{}]*)\}")
# What each blank is called, in the order in which they are offered: a text may use the names of either language.
BLANKS = {
    "fr": {"prénom": "first_name", "nom": "name", "contribution": "words", "jour": "day", "appel": "call"},
    "en": {"first_name": "first_name", "name": "name", "contribution": "words", "day": "day", "call": "call"},
}
KNOWN = {name: meaning for names in BLANKS.values() for name, meaning in names.items()}
FIRST_WORDS = 60
QUOTES = {"fr": ("«\u00a0", "\u00a0»", "\u00a0et "), "en": ("“", "”", " and ")}


class Letter(NamedTuple):
    """What one person (a User) is thanked for: her `contributions`, the oldest first."""

    person: object
    contributions: list


def unknown_blanks(text):
    """What stands in braces in a text and is the name of no blank: a list of str, each once."""
    return sorted({*BLANK.findall(text)} - {*KNOWN})


def letters_to(contributions):
    """Whom these contributions, which bring their authors, are from: a Letter for each person, in the order they came."""
    by_person = defaultdict(list)
    for contribution in sorted(contributions, key=lambda each: (each.posted_at, each.pk)):
        by_person[contribution.author].append(contribution)
    return [Letter(person, given) for person, given in by_person.items()]


def filled(text, letter, language):
    """The text (str, in `language`) as one person gets it."""
    first = letter.contributions[0]
    with override(language):
        values = {
            "name": letter.person.display_name,
            "first_name": first_name(letter.person.display_name),
            "words": quoted(letter.contributions, language),
            "day": date_format(localtime(first.posted_at), "DATE_FORMAT"),
            "call": first.call.title,
        }
    return BLANK.sub(lambda blank: values[KNOWN[blank[1]]] if blank[1] in KNOWN else blank[0], text)


def first_name(name):
    """What one calls somebody: the first word of her name; the whole of it where it is plainly no name (Odd Sock 512)."""
    return name if any(character.isdecimal() for character in name) else name.split()[0].rstrip(",;") or name


def quoted(contributions, language):
    """The first words of each contribution, between the quotation marks of a language, with "and" between them."""
    begins, ends, between = QUOTES[language]
    firsts = (Truncator(plain(each.body_html)).chars(FIRST_WORDS) for each in contributions)
    return between.join(f"{begins}{words}{ends}" for words in firsts)


@transaction.atomic
def thank_personally(*, call, organizer, contributions, body, language, submission_key):
    """Send the authors of some `contributions` (ids) a thank-you whose blanks are filled in for each; return the ThankYou.

    Everybody gets one message, whatever she gave, and whose contribution had no credit yet is credited with a thank-you. A
    contribution is thanked for once: what a colleague has sent thanks for meanwhile is left out. Sent twice with one
    `submission_key`, it leaves once. Refused when nobody is left to thank, the call is finished, or the key was used for
    another text.
    """
    call = Call.objects.locked(call)
    if sent := ThankYou.objects.filter(author=organizer, submission_key=submission_key).first():
        return same_thanks(sent, call, body)
    refuse_unless_sortable(call)
    found = call.contributions.answers().filter(pk__in=contributions, thank_yous=None)
    found = list(found.select_related("author", "call__organization").select_for_update(of=("self",)))
    if not found:
        raise Refused(_("Everybody here has had your personal thank-you already."))

    thank_you = ThankYou.objects.create(
        call=call, author=organizer, body=body, language=language, submission_key=submission_key
    )
    thank_you.contributions.set(found)
    uncredited = {each.pk: Contribution.Credit.THANKED for each in found if not each.credit}
    credit_contributions(call=call, organizer=organizer, credits=uncredited, by_news=False)
    news = [(letter.person, letter.contributions[0], words_for(letter, thank_you)) for letter in letters_to(found)]
    notify_each(news, Kind.THANK_YOU, actor=call.organization)
    return thank_you


def same_thanks(sent, call, body):
    """The thank-you that this form made when it was sent before; refused when it now holds something else."""
    if sent.call_id == call.pk and sent.body == body:
        return sent
    raise Refused(_("This form was already sent with another text. Open it again from the desk to thank others."))


def words_for(letter, thank_you):
    """The facts of the news by which one person is thanked."""
    return {"words": filled(thank_you.body, letter, thank_you.language), "language": thank_you.language}


def first_draft(call, language):
    """What the form of a thank-you begins with (str): warm, short, and to be changed."""
    names = {meaning: f"{{{name}}}" for name, meaning in BLANKS[language].items()}
    text = _(
        "Hello %(first_name)s,\n\nThank you for %(words)s. You took the time, and it helps.\n\nThe team of %(organization)s"
    )
    return text % {"organization": call.organization.name, **names}


def in_words(thank_you):
    """How many people have been thanked, as a sentence."""
    number = thank_you.contributions.values("author").distinct().count()
    words = ngettext("%(number)d person has your thank-you.", "%(number)d people have your thank-you.", number)
    return words % {"number": number}
