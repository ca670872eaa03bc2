"""What somebody at the door says she has and cares for: choices that live in the address, each of which can be left out."""

from itertools import chain
from urllib.parse import parse_qsl, urlencode

from django import forms
from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from pyjama.calls.models import MINUTES, NO_SKILL
from pyjama.core.forms import Form
from pyjama.matching.wishes import Wishes
from pyjama.topics.lists import causes, skills


class KnownChoicesField(forms.MultipleChoiceField):
    """Several of the choices offered; whatever else was sent is left out."""

    widget = forms.CheckboxSelectMultiple

    def clean(self, value):
        sent = {*self.to_python(value)}
        return [choice for choice, _name in self.choices if choice in sent]


class ChoicesForm(Form):
    """The choices of one address (or of another mapping); anything in it that makes no sense is left out."""

    minutes = forms.TypedChoiceField(choices=MINUTES, coerce=int, empty_value=None, required=False)
    cause = KnownChoicesField(label=_("What do you care about?"))
    skill = KnownChoicesField(label=_("What can you lend a hand with?"))
    language = KnownChoicesField()

    def __init__(self, said):
        super().__init__(said)
        self.fields["cause"].choices = [(cause.slug, cause.name) for cause in causes()]
        self.fields["skill"].choices = [(skill.slug, skill.name) for skill in skills()]
        self.fields["skill"].choices += [(NO_SKILL, _("just my opinion"))]
        self.fields["language"].choices = settings.LANGUAGES
        self.full_clean()
        self.said = {name: value for name, value in self.cleaned_data.items() if value}

    @property
    def query(self):
        """What was said as the end of an address (str), to say it again elsewhere."""
        return f"?{urlencode(self.said, doseq=True)}" if self.said else ""

    @property
    def wishes(self):
        """What was said, as Wishes; whoever reads this page reads its language."""
        return Wishes(
            minutes=self.said.get("minutes"),
            causes=frozenset(self.said.get("cause", ())),
            skills=frozenset(self.said.get("skill", ())),
            languages=frozenset([get_language(), *self.said.get("language", ())]),
        )

    @property
    def names(self):
        """The names (list of str) of the causes and skills that were chosen, in the order of the lists."""
        offered = chain(self.fields["cause"].choices, self.fields["skill"].choices)
        chosen = self.wishes.causes | self.wishes.skills
        return [name for choice, name in offered if choice in chosen]

    def pairs_without(self, *fields):
        """What was said, but for some fields, as pairs of a name and a value: a form sends them along."""
        return [(name, value) for name, value in parse_qsl(self.query.removeprefix("?")) if name not in fields]
