"""The forms of a moderator's page, and of an organization's answer to her."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pyjama.core.forms import Form, ProseField
from pyjama.organizations.models import Check

What = Check.What


def read(organization, last_line):
    """What a decision is about."""
    return {"version": organization.version, "last_line": last_line.pk if last_line else ""}


class DecisionForm(Form):
    """What a moderator decides of what she has read: the version of the description, and the last line of the log."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    last_line = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *arguments, organization, last_line, **options):
        super().__init__(*arguments, initial=read(organization, last_line), **options)

    def read_again(self, *, organization, last_line):
        """The next try is made knowing what came in meanwhile."""
        self.data = self.data.copy()
        self.data.update({name: str(value) for name, value in read(organization, last_line).items()})


class VerificationForm(DecisionForm):
    """What the moderator found in order, offered from what the organization gave."""

    checked = forms.MultipleChoiceField(label=gettext_lazy("What did you check?"), widget=forms.CheckboxSelectMultiple)
    field_order = ["checked"]

    def __init__(self, *arguments, organization, **options):
        super().__init__(*arguments, organization=organization, **options)
        self.case = organization.open_case
        offered = list(self.offered(organization))
        self.fields["checked"].choices = offered
        self.fields["checked"].initial = [offered[0][0]] if len(offered) == 1 else []

    def offered(self, organization):
        """The choices that this organization's evidence allows."""
        if organization.charity_number:
            yield What.NUMBER.value, _("The charity number: it is in the public list, under this name")
        if organization.proof:
            yield What.PROOF.value, _("The proof: it names this organization, a nonprofit")
        if organization.website:
            yield What.WEBSITE.value, _("The website: it is the one of this organization")

    def clean_checked(self):
        checked = {*self.cleaned_data["checked"]}
        if self.is_about_website and What.WEBSITE not in checked:
            raise forms.ValidationError(_("The website has changed: look at it before you verify."))
        if not self.is_about_website and not checked & {What.NUMBER, What.PROOF}:
            raise forms.ValidationError(_("A website alone proves nothing: check the charity number or the proof."))
        return self.cleaned_data["checked"]

    @property
    def is_about_website(self):
        """Whether nothing but the website of a verified organization has changed."""
        return self.case is not None and {*self.case.former} == {"website"}


class RefusalForm(DecisionForm):
    reason = ProseField(
        label=gettext_lazy("Why can it not be verified?"),
        max_length=1_000,
        help_text=gettext_lazy(
            "Two or three kind sentences: what is missing, and what to send. The owners read them as they are."
        ),
    )
    field_order = ["reason"]

    def __init__(self, *arguments, **options):
        super().__init__(*arguments, auto_id="refusal_%s", **options)


class QuestionForm(Form):
    text = ProseField(
        label=gettext_lazy("What do you want to know?"),
        max_length=1_000,
        help_text=gettext_lazy("One or two kind questions. Its owners and editors read them as they are, and answer here."),
    )

    def __init__(self, *arguments, **options):
        super().__init__(*arguments, auto_id="question_%s", **options)


class AnswerForm(Form):
    text = ProseField(
        label=gettext_lazy("Your answer"),
        max_length=2_000,
        help_text=gettext_lazy("Only the moderators, and your organization’s owners and editors, read it."),
    )
