import re

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from pyjama.contributions.models import Contribution
from pyjama.core.forms import Form, ProseField, SubmissionKeyField
from pyjama.outcomes.desk.models import LONGEST_NOTE, LONGEST_THANKS
from pyjama.outcomes.desk.thanks import BLANKS, unknown_blanks

NOT_YET = _("not yet")
# What may become of a contribution, with the key that says so and its place on a keyboard.
CREDITS = [("", NOT_YET, "0"), *((*choice, str(key)) for key, choice in enumerate(Contribution.Credit.choices, start=1))]
OUTCOME = ["body", "language"]
CREDIT_FIELD = re.compile(r"credit-(\d{1,18})", re.ASCII)


def credit_field(choices=tuple((value, label) for value, label, key in CREDITS)):
    """The field of one contribution's credit, which remembers what it was when the desk was opened."""
    return forms.ChoiceField(label=_("What became of it"), choices=choices, required=False, show_hidden_initial=True)


class CreditsForm(Form):
    """Credits for some contributions of a call, each with the credit that was seen when it was chosen."""

    def __init__(self, data, *, answers, **options):
        super().__init__(data, **options)
        named = {int(match[1]) for match in map(CREDIT_FIELD.fullmatch, data or ()) if match}
        self.names = {pk: f"credit-{pk}" for pk in answers.filter(pk__in=named).values_list("pk", flat=True)}
        self.fields |= {name: credit_field() for name in self.names.values()}
        self.overtaken = {}

    @property
    def credits(self):
        """The credits changed on this desk, by contribution id: what a colleague credited meanwhile is left alone."""
        return {pk: self.cleaned_data[name] for pk, name in self.names.items() if name in self.changed_data}

    @property
    def known(self):
        """What each of these had when the desk was opened, by contribution id."""
        return {pk: self.data.get(self[self.names[pk]].html_initial_name, "") for pk in self.credits}

    def note_overtaken(self, contributions):
        """Remember what was chosen where a colleague was faster."""
        chosen = {value: label for value, label, key in CREDITS}
        self.overtaken = {each.pk: chosen[self.credits[each.pk]] for each in contributions}

    def choice_for(self, contribution):
        """What the page that comes back shows as chosen for a contribution, and as its credit when that was chosen: two str.

        Where a colleague was faster, hers is both.
        """
        name = self.names.get(contribution.pk)
        if not name or contribution.pk in self.overtaken:
            return contribution.credit, contribution.credit
        return self.data.get(name, ""), self.data.get(self[name].html_initial_name, "")


class DeskForm(CreditsForm):
    """The whole desk: the credits, and what the help changed."""

    body = ProseField(
        label=_("What did their help change?"),
        max_length=5_000,
        required=False,
        show_hidden_initial=True,
        help_text=_("One sentence at least: what you chose, what you did with it, what happens now. Everybody reads it."),
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    language = forms.ChoiceField(label=_("I write in"), choices=settings.LANGUAGES, show_hidden_initial=True)

    @property
    def outcome(self):
        """The outcome's text and language, and the text that was `known`; nothing where this desk has not changed them."""
        outcome = {name: self.cleaned_data[name] for name in OUTCOME}
        is_ours = "body" in self.changed_data or ("language" in self.changed_data and outcome["body"])
        known = self.fields["body"].to_python(self.data.get(self["body"].html_initial_name, ""))
        return outcome | {"known": known} if is_ours else {}

    def settle(self, names):
        """Take what was just kept in some fields as what the desk starts from, so that it can be taken back there."""
        self.start_from({name: self.data.get(name, "") for name in names})

    def overtaken_by(self):
        """The outcome as a colleague saved it meanwhile, or None; the next save is then made knowing it."""
        if current := super().overtaken_by():
            self.start_from({name: getattr(current, name) for name in OUTCOME})
        return current

    def start_from(self, values):
        self.data = self.data.copy()
        for name, value in values.items():
            self.data[self[name].html_initial_name] = value


class NoteForm(Form):
    """A note for the team on one contribution, whose number its ids carry: several may be open on a page."""

    body = ProseField(
        label=_("A note for your team"),
        max_length=LONGEST_NOTE,
        help_text=_("Only your team reads it, here. It is in no export and on no public page."),
        widget=forms.Textarea(attrs={"rows": 2, "autofocus": True}),
    )

    def __init__(self, data=None, *, contribution):
        super().__init__(data, auto_id=f"note-{contribution.pk}-%s")


class ThanksForm(Form):
    """One personal thank-you for many, with blanks for what is each one's own."""

    body = ProseField(
        label=_("Your thank-you"), max_length=LONGEST_THANKS, widget=forms.Textarea(attrs={"rows": 8, "autofocus": True})
    )
    language = forms.ChoiceField(label=_("I write in"), choices=settings.LANGUAGES)
    submission_key = SubmissionKeyField()

    def __init__(self, *arguments, language, **options):
        super().__init__(*arguments, **options)
        self.blanks = ", ".join(f"{{{name}}}" for name in BLANKS[language])
        self.fields["body"].help_text = _("These are filled in for each person: %(blanks)s.") % {"blanks": self.blanks}

    def clean_body(self):
        body = self.cleaned_data["body"]
        if unknown := unknown_blanks(body):
            message = _("%(unknown)s cannot be filled in. You may use %(blanks)s.")
            raise forms.ValidationError(message % {"unknown": f"{{{unknown[0]}}}", "blanks": self.blanks})
        return body
