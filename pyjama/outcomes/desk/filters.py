"""What is looked for on the desk, and in which order: all of it lives in the address, and each condition can be dropped."""

from urllib.parse import urlencode

from django import forms
from django.conf import settings
from django.db.models import Exists, OuterRef
from django.utils.translation import get_language_info
from django.utils.translation import gettext_lazy as _

from pyjama.attachments.models import Attachment
from pyjama.contributions.models import Contribution
from pyjama.core.forms import Form, LineField
from pyjama.core.stems import stems_looked_for, stems_of, words_of
from pyjama.outcomes.desk.gathering import gather

FAVOURITES, NEWEST, UNSORTED = "", "newest", "unsorted"
SORTED, WITH, WITHOUT = "sorted", "with", "without"
ORDERS = {
    FAVOURITES: ["-useful_count", "posted_at", "pk"],
    NEWEST: ["-posted_at", "-pk"],
    UNSORTED: ["credit", "-useful_count", "posted_at", "pk"],
}
LARGEST_NUMBER = 2**63 - 1
# What a tired person seldom needs: folded away until it is.
SELDOM = ("language", "files", "ai")


def languages():
    return [
        ("", _("Both languages")),
        *((code, get_language_info(code)["name_translated"]) for code, _n in settings.LANGUAGES),
    ]


class DeskFilterForm(Form):
    """The conditions of one address; anything in it that makes no sense is left out."""

    text = LineField(label=_("Search for"), required=False, widget=forms.TextInput(attrs={"type": "search"}))
    show = forms.ChoiceField(
        label=_("Show"),
        choices=[
            ("", _("All of them")),
            (UNSORTED, _("not sorted yet")),
            (SORTED, _("sorted")),
            *Contribution.Credit.choices,
        ],
        required=False,
    )
    order = forms.ChoiceField(
        label=_("Order"),
        choices=[(FAVOURITES, _("The crowd’s favourites")), (NEWEST, _("The newest")), (UNSORTED, _("Not sorted yet"))],
        required=False,
    )
    language = forms.ChoiceField(label=_("Language"), choices=languages, required=False)
    files = forms.ChoiceField(
        label=_("Files"), choices=[("", _("With or without files")), (WITH, _("With files"))], required=False
    )
    ai = forms.ChoiceField(
        label=_("AI"),
        choices=[("", _("With or without AI")), (WITHOUT, _("Written without AI")), (WITH, _("written with AI"))],
        required=False,
    )
    like = forms.IntegerField(
        label=_("Like one of them"), min_value=1, max_value=LARGEST_NUMBER, required=False, widget=forms.HiddenInput
    )

    def __init__(self, query):
        super().__init__(query.dict(), auto_id="filter-%s")
        for name in [*self.errors]:
            del self.errors[name]
            self.data.pop(name, None)
        self.asked = {name: value for name, value in self.cleaned_data.items() if value}
        self.query = f"?{urlencode(self.asked)}" if self.asked else ""

    @property
    def usual_fields(self):
        return [field for field in self.visible_fields() if field.name not in SELDOM]

    @property
    def seldom_fields(self):
        return [self[name] for name in SELDOM]

    @property
    def is_detailed(self):
        """Whether a condition is set that one seldom needs."""
        return not {*self.asked}.isdisjoint(SELDOM)

    @property
    def is_narrow(self):
        """Whether some contributions are left out."""
        return bool({*self.asked} - {"order"})

    def narrow(self, contributions):
        """Those of a queryset of contributions that fit, in the order asked for."""
        conditions = {
            "show": self.shown,
            "language": lambda language: {"language": language},
            "ai": lambda choice: {"used_ai": choice == WITH},
        }
        for name, condition in conditions.items():
            if name in self.asked:
                contributions = contributions.filter(**condition(self.asked[name]))
        if "files" in self.asked:
            contributions = contributions.filter(Exists(Attachment.objects.of_rows(Contribution, OuterRef("pk"))))
        return self.like_one(self.with_words(contributions).order_by(*ORDERS[self.asked.get("order", FAVOURITES)]))

    @staticmethod
    def shown(choice):
        """The condition by which a choice of what to show narrows."""
        return {UNSORTED: {"credit": ""}, SORTED: {"credit__gt": ""}}.get(choice, {"credit": choice})

    def with_words(self, contributions):
        """Those whose text or author's name has every word looked for, whatever its accents and endings."""
        if "text" not in self.asked:
            return contributions
        wanted = stems_looked_for(self.asked["text"])
        texts = contributions.values_list("pk", "language", "body", "author__display_name").iterator()
        found = (pk for pk, language, *words in texts if has_words(" ".join(words), language, wanted))
        return contributions.filter(pk__in=[*found])

    def like_one(self, contributions):
        """Those that say nearly the same as the one named, which is among them."""
        if "like" not in self.asked:
            return contributions
        firsts = gather(contributions.values_list("pk", "body", "language"))
        alike = firsts.get(self.asked["like"])
        return contributions.filter(pk__in=[pk for pk, first in firsts.items() if first == alike])


def has_words(text, language, wanted):
    """Say whether a text has, of each of the `wanted` sets of stems, at least one."""
    stems = set().union(*(stems_of(word, language) for word in words_of(text)))
    return all(stems & each for each in wanted)
