"""Asking by a template: four plain questions, whose answers become the text of a call."""

import re

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from pyjama.calls.call_templates import QUESTIONS
from pyjama.calls.forms import CallForm
from pyjama.core.forms import ProseField
from pyjama.topics.models import Skill

LONGEST_ANSWER = 1_200
FEWEST_WORDS = 3
# A number, a link, or a capital inside a sentence: what only this organization could have written.
FACT = re.compile(r"\d|https?://|www\.|\w[,;]? [^\W\d_a-zà-ÿ]\w")
LABELS = {
    "us": gettext_lazy("Who are you, in one sentence?"),
    "need": gettext_lazy("What do you need?"),
    "known": gettext_lazy("What do you know, or have you tried, already?"),
    "result": gettext_lazy("What will you do with the answers?"),
}
ROWS = {"us": 2, "need": 6, "known": 3, "result": 2}


class AnswerField(ProseField):
    """The answer to one of the four questions: a few words of one's own."""

    def __init__(self, question):
        widget = forms.Textarea({"rows": ROWS[question]})
        super().__init__(label=LABELS[question], max_length=LONGEST_ANSWER, widget=widget)

    def clean(self, value):
        text = super().clean(value)
        if len(text.split()) < FEWEST_WORDS:
            raise forms.ValidationError(_("Say a little more: one whole sentence."))
        if text == self.help_text:
            raise forms.ValidationError(_("This is our hint: put your own words in its place."))
        return text


class TemplateForm(CallForm):
    """A call asked by a template: its answers are gathered into the body, in the language of the call."""

    body = None
    us, need, known, result = (AnswerField(question) for question in QUESTIONS)

    class Meta(CallForm.Meta):
        fields = [name for name in CallForm.Meta.fields if name != "body"]

    field_order = [*QUESTIONS, "title"]

    def __init__(self, *arguments, template, initial, **options):
        suggested = {name: getattr(template, name) for name in ("kind", "minutes", "enough")}
        suggested["skills"] = Skill.objects.filter(slug__in=template.skills)
        super().__init__(*arguments, initial=suggested | initial, **options)
        for question in QUESTIONS:
            self.fields[question].help_text = template.here[question]
        self.fields["title"].help_text = _("A question in one line. For example: %(title)s") % {
            "title": template.here["title"]
        }

    def questions(self):
        """What only the organization can answer, as bound fields: the four questions, the title, the files."""
        return [self[name] for name in [*QUESTIONS, "title", "files"]]

    def suggestions(self):
        """What the template has filled in, as bound fields: right as it is most of the time."""
        return [self[name] for name in ("kind", "language", "minutes", "skills", "enough", "closes_at")]

    @property
    def is_suggestion_wrong(self):
        return any(field.errors for field in self.suggestions())

    def clean(self):
        answers = {question: self.cleaned_data.pop(question, "") for question in QUESTIONS}
        if all(answers.values()):
            self.refuse_without_facts(answers)
            self.cleaned_data["body"] = gathered(answers, self.cleaned_data.get("language", "fr"))
        return super().clean()

    def refuse_without_facts(self, answers):
        if not any(FACT.search(answer) for answer in answers.values()):
            sentence = _("Give one fact of your own: a number, a date, a name, a link. It is what makes people answer.")
            self.add_error("need", sentence)


def gathered(answers, language):
    """The four answers as one text in Markdown, with its headings in the language of the call."""
    with override(language):
        headings = {"need": _("What we need"), "known": _("What we know already"), "result": _("What we will do with it")}
    parts = [f"# {headings[question]}\n\n{answers[question]}" for question in headings]
    return "\n\n".join([answers["us"], *parts])
