from django import forms
from django.conf import settings
from django.utils.translation import get_language_info, ngettext_lazy
from django.utils.translation import gettext_lazy as _

from pyjama.core.forms import Form, ProseField, RowsField, WebsiteField
from pyjama.topics.models import MINUTES, Cause, Skill
from pyjama.volunteers.models import LONGEST_BIO, MOST_LINKS

LONGEST_LINK = 200
ANY_MINUTES = [("", _("It depends")), *((value, f"{name} min") for value, name in MINUTES)]


class LinksField(ProseField):
    """Addresses of websites, one a line; twice the same is once."""

    widget = forms.Textarea(attrs={"rows": 3, "inputmode": "url", "placeholder": "www.example.org"})

    def prepare_value(self, value):
        return "\n".join(value) if isinstance(value, list) else value

    def clean(self, value):
        lines = dict.fromkeys(line.strip() for line in super().clean(value).splitlines() if line.strip())
        links = [*dict.fromkeys(self.address(line) for line in lines)]
        if len(links) > MOST_LINKS:
            sentence = ngettext_lazy("Keep %(number)d link at most.", "Keep %(number)d links at most.", MOST_LINKS)
            raise forms.ValidationError(sentence % {"number": MOST_LINKS})
        return links

    def address(self, line):
        """One line as an address; what is wrong says which line."""
        try:
            return WebsiteField(max_length=LONGEST_LINK).clean(line)
        except forms.ValidationError as cause:
            sentence = _("“%(line)s” is no address of a website. Write one a line, such as www.example.org.")
            raise forms.ValidationError(sentence, params={"line": line[:60]}) from cause


class ProfileForm(Form):
    """What a person likes and can do, for calls that fit her; and what she shows of it, if she wants to."""

    causes = RowsField(
        label=_("What do you care about?"),
        queryset=Cause.objects.all(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    skills = RowsField(
        label=_("What can you lend a hand with?"),
        queryset=Skill.objects.all(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    languages = forms.MultipleChoiceField(
        label=_("Which languages do you read?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": _("Choose among the languages below.")},
    )
    minutes = forms.TypedChoiceField(
        label=_("How much time do you usually have?"),
        choices=ANY_MINUTES,
        coerce=int,
        empty_value=None,
        required=False,
        widget=forms.RadioSelect,
    )
    body = ProseField(
        label=_("A few words about you"),
        max_length=LONGEST_BIO,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    links = LinksField(
        label=_("Links"),
        required=False,
        max_length=MOST_LINKS * LONGEST_LINK * 2,
        help_text=_("Your website, a portfolio: one address a line, five at most."),
    )
    is_public = forms.BooleanField(
        label=_("I am 18 or older, and open my profile to everybody"),
        required=False,
        help_text=_(
            "It then has a page with your name, your words, causes, skills and links, and what you gave. "
            "Your name leads to it wherever you wrote. Untick the box and the page is gone. Your age is not written down."
        ),
    )

    def __init__(self, *arguments, **options):
        super().__init__(*arguments, **options)
        languages = [(code, get_language_info(code)["name_translated"].capitalize()) for code, _name in settings.LANGUAGES]
        self.fields["languages"].choices = languages
