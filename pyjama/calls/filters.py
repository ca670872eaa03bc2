"""What a reader looks for in a list of calls: conditions that live in the address, each of which can be dropped."""

from itertools import accumulate
from urllib.parse import urlencode

from django import forms
from django.conf import settings
from django.utils.translation import get_language_info
from django.utils.translation import gettext_lazy as _

from pyjama.calls.board import CAUSE, PLAIN, SKILL
from pyjama.calls.models import MINUTES, NO_SKILL, Call
from pyjama.core.forms import Form, LineField
from pyjama.topics.lists import causes, skills

PATHS = {each: each for each in PLAIN} | {"cause": CAUSE, "skill": SKILL}
# What an address says of a place in the list, which another list does not have.
PLACES = {"page": None, "after": None, "before": None}


class FilterForm(Form):
    """The conditions of one address; anything in it that makes no sense is left out."""

    text = LineField(label=_("Search for"), required=False, widget=forms.TextInput(attrs={"type": "search"}))
    minutes = forms.TypedChoiceField(label=_("Minutes at most"), coerce=int, empty_value=None, required=False)
    kind = forms.ChoiceField(label=_("Kind"), required=False)
    language = forms.ChoiceField(label=_("Language"), required=False)
    cause = forms.ChoiceField(label=_("Cause"), required=False)
    skill = forms.ChoiceField(label=_("Skill"), required=False)

    def __init__(self, query):
        super().__init__(query.dict())
        self.offer(self.names())
        for name in [*self.errors]:
            del self.errors[name]
            self.data.pop(name, None)
        self.asked = {name: value for name, value in self.cleaned_data.items() if value}
        self.words = self.asked.get("text", "")
        self.query = f"?{urlencode(self.asked)}" if self.asked else ""

    def names(self):
        """Each choice there is, as {field: {value: name}}, what means no choice first."""
        languages = {code: get_language_info(code)["name_translated"] for code, _name in settings.LANGUAGES}
        return {
            "minutes": {"": _("Any length"), **{value: f"{name} min" for value, name in MINUTES}},
            "kind": {"": _("All kinds"), **dict(Call.Kind.choices)},
            "language": {"": _("Both languages"), **languages},
            "cause": {"": _("All causes"), **names_of(causes())},
            "skill": {"": _("All skills"), NO_SKILL: _("just my opinion"), **names_of(skills())},
        }

    def offer(self, names):
        """Put these choices in the fields; they are kept as `offered`."""
        self.offered = {field: names[field] for field in names if field in self.fields}
        for field, choices in self.offered.items():
            self.fields[field].choices = [*choices.items()]

    def narrow(self, calls, without=None):
        """Those of some calls (a queryset, or Listed) that fit; the condition named `without` is left out."""
        return calls.fitting(**{name: value for name, value in self.asked.items() if name != without})

    def count(self, calls):
        """Write beside each choice how many of some calls (as above) it would show, the other conditions kept."""
        for field, choices in self.offered.items():
            numbers = self.narrow(calls, without=field).numbers_by(PATHS[field])
            if field == "minutes":
                numbers = dict(zip(choices, accumulate(numbers.get(value, 0) for value in choices), strict=True))
            self.fields[field].choices = [
                (value, f"{name} ({numbers.get(value, 0)})" if value else name) for value, name in choices.items()
            ]
        return self

    def conditions(self):
        """What is asked, in words, each with the changes to the address that drop it."""
        return [
            {"field": self[name], "words": self.offered.get(name, {}).get(value, value), "drop": {name: None, **PLACES}}
            for name, value in self.asked.items()
        ]

    def ways_out(self, calls):
        """Those conditions without which some of these calls fit, with their `number`, the most fruitful first."""
        ways = [condition | {"number": self.without(calls, condition).count()} for condition in self.conditions()]
        return sorted((way for way in ways if way["number"]), key=lambda way: -way["number"])

    def without(self, calls, condition):
        return self.narrow(calls, without=condition["field"].name)


def names_of(topics):
    return {topic.slug: topic.name for topic in topics}


class FinishedFilterForm(FilterForm):
    """What one may ask of calls that are over: minutes and skills no longer matter."""

    minutes = kind = skill = None
