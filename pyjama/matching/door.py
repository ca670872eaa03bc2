"""Somebody at the door: what she said, what she passed by, and which call comes next."""

from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property

from pyjama.calls.models import Call
from pyjama.matching.actions import take_stance, take_stance_back
from pyjama.matching.choices import ChoicesForm
from pyjama.matching.choosing import how_many_fit, matches_of, nearest_calls, next_call, with_likings
from pyjama.matching.memory import Memory
from pyjama.matching.models import Stance
from pyjama.volunteers.models import wishes_of


class Door:
    """One request at the door: `form` has what its address says, `memory` what the browser remembers."""

    def __init__(self, request):
        self.reader = request.user
        self.memory = Memory(request)
        self.form = ChoicesForm(request.GET)
        self.memory.choices = self.form.said or self.memory.choices

    def recall(self):
        """Where the address says nothing, go by her profile, or else by what she said last time; return the door."""
        if not self.form.said:
            self.form = ChoicesForm(said_in_profile(self.reader) or self.memory.choices)
        return self

    def numbers(self):
        """How many open `calls` fit, and how many `people` have answered those."""
        calls, people = how_many_fit(self.form.wishes)
        return {"calls": calls, "people": people}

    def next_match(self):
        """The call that comes next: a Match, or None where nothing fits."""
        return next_call(just_seen=self.memory.seen, **self.asked())

    def matches(self, number):
        """The calls to choose from now, the best first: a list of Match."""
        return nearest_calls(number=number, **self.asked())

    def asked(self):
        return {"reader": self.reader, "wishes": self.wishes, "passed": frozenset(self.memory.passed)}

    @cached_property
    def wishes(self):
        """What she said, with what she wanted more like: Wishes."""
        return with_likings(self.form.wishes, self.liked())

    def liked(self):
        """The calls (a queryset) that she wanted more like: a person's are rows, a visitor's are in her browser."""
        calls = Call.objects.visible_to(self.reader).order_by()
        if self.reader.is_authenticated:
            return calls.filter(pk__in=Stance.objects.visible_to(self.reader).liking().values("call"))
        return calls.filter(pk__in=self.memory.said(Stance.Kind.MORE))

    @property
    def has_saved(self):
        """Whether a visitor's browser keeps calls for later."""
        return not self.reader.is_authenticated and bool(self.memory.said(Stance.Kind.SAVED))

    def saved(self):
        """The calls that a visitor's browser keeps for later, the latest first: a list of Call."""
        pks = self.memory.said(Stance.Kind.SAVED)
        calls = Call.objects.visible_to(self.reader).published().select_related("organization").in_bulk(pks)
        return [calls[pk] for pk in reversed(pks) if pk in calls]

    def take(self, call, kind):
        """Note what she makes of a call (a Stance.Kind)."""
        if self.reader.is_authenticated:
            return take_stance(person=self.reader, call=call, kind=kind)
        self.memory.take(call, kind)

    def take_back(self, call, kind):
        """Let it be as if she had not said it."""
        if self.reader.is_authenticated:
            return take_stance_back(person=self.reader, call=call, kind=kind)
        self.memory.take_back(call, kind)

    def match(self, call):
        """The call she looks at, with why it is there and what does not fit: a Match."""
        return self.matches_of([call])[0]

    def matches_of(self, calls):
        """Calls that she looks at (as cards want them), each with why it may be there: a list of Match."""
        return matches_of(calls=calls, wishes=self.wishes)

    def address_of(self, call):
        """Where a call is shown with room to answer and a way on."""
        return reverse("matching:call", args=[call.pk]) + self.form.query

    def way_on(self):
        """The address (str) of the next call that fits; None where none does."""
        match = self.next_match()
        return self.address_of(match.call) if match else None

    def lead_on(self):
        """Send her to the next call; where nothing fits, to the page that says so."""
        way_on = self.way_on() or reverse("matching:next") + self.form.query
        return self.memory.keep_in(redirect(way_on))


def mark(request, call):
    """Note on a call what a visitor made of it, where `with_stances` has done so for a person; return the call."""
    return call if request.user.is_authenticated else Memory(request).mark(call)


def said_in_profile(reader):
    """What a person's profile says of her wishes, as an address of the door would; nothing of a visitor."""
    if not reader.is_authenticated:
        return {}
    wishes = wishes_of(reader)
    said = {"minutes": wishes["minutes"], "cause": [*wishes["causes"]], "skill": [*wishes["skills"]]}
    return said | {"language": [*wishes["languages"]]} if any(said.values()) else {}
