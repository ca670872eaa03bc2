from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from pyjama.contributions.models import Contribution
from pyjama.core.forms import Form, ProseField

CHOICES = [("", _("not yet")), *Contribution.Credit.choices]


class DeskForm(Form):
    """The sorting desk: a credit for each contribution, and what the help changed."""

    body = ProseField(
        label=_("What did their help change?"),
        max_length=5_000,
        required=False,
        show_hidden_initial=True,
        help_text=_("One sentence at least: what you chose, what you did with it, what happens now. Everybody reads it."),
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    language = forms.ChoiceField(label=_("I write in"), choices=settings.LANGUAGES, show_hidden_initial=True)

    def __init__(self, *arguments, contributions, **options):
        super().__init__(*arguments, **options)
        self.contributions = contributions
        for contribution in contributions:
            self.fields[self.name_for(contribution)] = forms.ChoiceField(
                label=_("What became of it"),
                choices=CHOICES,
                initial=contribution.credit,
                required=False,
                show_hidden_initial=True,
                widget=forms.RadioSelect,
            )

    @staticmethod
    def name_for(contribution):
        return f"credit-{contribution.pk}"

    def rows(self):
        """Each contribution with the field of its credit, and what that was when the desk was opened."""
        fields = [(contribution, self[self.name_for(contribution)]) for contribution in self.contributions]
        return [(contribution, field, field.as_hidden(only_initial=True)) for contribution, field in fields]

    @property
    def credits(self):
        """The credits changed on this desk, by contribution id: what a colleague credited meanwhile is left alone."""
        names = {each.pk: self.name_for(each) for each in self.contributions}
        return {pk: self.cleaned_data[name] for pk, name in names.items() if name in self.changed_data}

    @property
    def outcome(self):
        """The outcome's text and language, or nothing where this desk has not changed it: a colleague's is left alone."""
        outcome = {name: self.cleaned_data[name] for name in ("body", "language")}
        is_ours = "body" in self.changed_data or ("language" in self.changed_data and outcome["body"])
        return outcome if is_ours else {}

    def settle(self):
        """Take what was just kept as what the desk starts from, so that it can be taken back there."""
        self.data = self.data.copy()
        for name in self.changed_data:
            self.data[self[name].html_initial_name] = self.data.get(name, "")
