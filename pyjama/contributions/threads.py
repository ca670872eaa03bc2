"""A page of the thread under a call: made once for everybody who may open the call, its feet filled in for who reads.

Fifty contributions take long to write, and are the same for all but for what one may do with each. See decision 0055.
"""

import re
from functools import cache, partial
from types import SimpleNamespace

from django.contrib.auth.models import AnonymousUser
from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef
from django.template.loader import render_to_string
from django.utils.safestring import mark_safe
from django.utils.translation import get_language

from pyjama.attachments.models import Attachment
from pyjama.contributions.models import CONTRIBUTIONS_PER_PAGE, Contribution, UsefulVote, with_replies
from pyjama.core.kept import Kept
from pyjama.moderation.queue import explain_waiting

MOST_BYTES = 16_000_000
FOOT = re.compile(r"<!--foot (\d+)-->")
NOBODY = AnonymousUser()

kept = Kept(MOST_BYTES)


def thread_of(call, reader, number, then):
    """The Thread of a call that a reader may open, its page of this number (as an address has it: a str, or None).

    `then` is the `stamp_of_page` of before the call was read: what was written since is not in it.

    What moderators hold back stands in its place for its author alone: where `waits_for_moderators` of the call says that
    something does (see `with_waiting`), her thread is made for her. The call gets its `shown_attachments` besides.
    """
    if call.waits_for_moderators:
        thread = Thread(call, call.contributions.placed_for(reader), number)
    else:
        make = partial(Thread, call, call.contributions.placed_for_everybody(), number)
        thread = kept.get_or_make((call.pk, number, get_language()), make, then)
    call.shown_attachments = thread.call.shown_attachments
    return thread


def with_waiting(calls, reader):
    """Calls (a queryset), each with whether something of this reader's in it `waits_for_moderators`."""
    waiting = Contribution.objects.held().filter(call=OuterRef("pk"), author=reader.pk)
    return calls.annotate(waits_for_moderators=Exists(waiting))


class Thread:
    """One page of a thread: `page` says which, `contributions` are all on it by their ids, `last` is the newest one's id."""

    def __init__(self, call, placed, number):
        self.call = call
        self.page = Paginator(placed.roots().for_thread(NOBODY), CONTRIBUTIONS_PER_PAGE).get_page(number)
        roots = list(self.page)
        self.contributions = {each.pk: each for each in with_replies(roots)}
        self.last = max((each.pk for each in roots), default=0)
        Attachment.objects.bring_to(call, *self.contributions.values())
        explain_waiting(self.contributions.values())
        html = render_to_string("contributions/_contributions.html", {"contributions": roots, "call": call})
        *before, self.end = FOOT.split(html)
        self.parts = [*zip(before[::2], map(int, before[1::2]), strict=True)]
        self.foot = cache(self.make_foot)

    def __len__(self):
        return 2 * sum(len(html) for html, _ in self.parts)

    def shown_to(self, reader, useful=None):
        """The page's contributions for who reads (HTML).

        `useful` are the ids (a set of int) of what she found useful, where that is known already.
        """
        useful = self.useful_to(reader) if useful is None else useful
        # Asked once: a lazy user is slow to answer, and there are many feet.
        is_in, her = reader.is_authenticated, reader.pk
        feet = (self.foot(pk, is_in, self.contributions[pk].author_id == her, pk in useful) for _, pk in self.parts)
        parts = [part for (html, _), foot in zip(self.parts, feet, strict=True) for part in (html, foot)]
        # Drawn by templates, which escaped what people wrote.
        return mark_safe("".join([*parts, self.end]))  # nosec B308 B703

    def useful_to(self, reader):
        """The ids (a set of int) of what somebody signed in found useful here."""
        found = [pk for pk, contribution in self.contributions.items() if contribution.useful_count]
        if not found or not reader.is_authenticated:
            return set()
        return {*UsefulVote.objects.filter(voter=reader, contribution__in=found).values_list("contribution", flat=True)}

    def make_foot(self, pk, is_signed_in, is_hers, is_useful):
        """The foot of a contribution for who is signed in or not, wrote it or not, found it useful or not."""
        contribution = self.contributions[pk]
        contribution.is_useful_to_reader = is_useful
        user = SimpleNamespace(is_authenticated=is_signed_in, pk=contribution.author_id if is_hers else None)
        context = {"contribution": contribution, "call": self.call, "user": user}
        return render_to_string("contributions/_foot.html", context)
