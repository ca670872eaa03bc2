from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pyjama.core.forms import Form, ProseField
from pyjama.moderation.models import Appeal, Ground, Item, Verb
from pyjama.moderation.models.report import LONGEST_WORDS
from pyjama.moderation.subjects import waiting_elsewhere

DAYS = [
    (1, gettext_lazy("1 day")),
    (7, gettext_lazy("7 days")),
    (30, gettext_lazy("30 days")),
    (90, gettext_lazy("90 days")),
]
PER_DAY = [
    (0, gettext_lazy("a moderator reads everything first")),
    (1, gettext_lazy("1 text a day")),
    (3, gettext_lazy("3 texts a day")),
]
SANCTIONS = {Verb.LIMIT, Verb.SUSPEND}


class ReportForm(Form):
    """A reason of the list, which is the button one presses, and words if one likes."""

    words = ProseField(
        label=gettext_lazy("What should we know?"),
        max_length=LONGEST_WORDS,
        required=False,
        help_text=gettext_lazy("Only moderators read it. The author never learns who reported."),
    )
    ground = forms.ChoiceField(
        choices=Ground.choices,
        label=gettext_lazy("What is wrong?"),
        error_messages={"required": gettext_lazy("Choose what is wrong: one of the reasons below.")},
    )

    def __init__(self, *arguments, **options):
        super().__init__(*arguments, auto_id="report_%s", **options)
        self.fields["words"].widget.attrs["rows"] = 3


class WordsField(ProseField):
    """What a moderator says to the author besides the reason, if she likes."""

    def __init__(self):
        super().__init__(
            label=gettext_lazy("In your words"),
            max_length=1_000,
            required=False,
            help_text=gettext_lazy("One or two kind sentences, for the author. Never say who reported, or what they wrote."),
        )
        self.widget.attrs["rows"] = 4


class DecisionForm(Form):
    """What a moderator decides: the mildest first; a limit or a suspension says for how long."""

    verb = forms.ChoiceField(label=gettext_lazy("Your decision"), widget=forms.RadioSelect)
    ground = forms.ChoiceField(label=gettext_lazy("Reason"), choices=Ground.choices)
    words = WordsField()
    also_hides = forms.BooleanField(label=gettext_lazy("Hide this too"), required=False)
    days = forms.TypedChoiceField(
        label=gettext_lazy("For how long"), choices=DAYS, coerce=int, required=False, empty_value=None
    )
    per_day = forms.TypedChoiceField(
        label=gettext_lazy("What a limit allows"), choices=PER_DAY, coerce=int, required=False, empty_value=0
    )

    def __init__(self, *arguments, item, **options):
        super().__init__(*arguments, **options)
        self.fields["verb"].choices = verbs_for(item)

    def clean(self):
        if self.cleaned_data.get("verb") in SANCTIONS and not self.cleaned_data.get("days"):
            self.add_error("days", _("Say for how long: every sanction has an end."))
        return super().clean()


def verbs_for(item):
    """What can be decided on an item, in words that say what it does."""
    words = {
        Verb.DISMISS: _("Put it back: there is nothing wrong")
        if item.automatic_decision
        else _("Nothing is wrong: dismiss"),
        Verb.WARN: _("Warn: it stays, and its author is told what was wrong"),
        Verb.HIDE: _("Hide: nobody sees it any more"),
        Verb.LIMIT: _("Limit: its author writes less for a while"),
        Verb.SUSPEND: _("Suspend: its author only reads for a while"),
    }
    if item.kind == Item.Kind.HOLD:
        del words[Verb.DISMISS]
        words = {Verb.RELEASE: _("Release: it becomes public now")} | words
    needs_author = SANCTIONS | {Verb.WARN}
    return [(verb.value, word) for verb, word in words.items() if item.author or verb not in needs_author]


class BulkForm(Form):
    """One decision on many: the items ticked, or all of the page; the button says which decision."""

    items = forms.TypedMultipleChoiceField(coerce=int, required=False)
    all = forms.BooleanField(required=False)
    act = forms.ChoiceField(
        choices=[
            ("dismiss:other", gettext_lazy("Nothing is wrong: let it be public")),
            ("hide:spam", gettext_lazy("Hide: advertising")),
            ("hide:hurtful", gettext_lazy("Hide: insults")),
            ("suspend:spam", gettext_lazy("Suspend for 30 days, hide all that waits of them: advertising")),
        ]
    )
    words = WordsField()

    def __init__(self, *arguments, shown, **options):
        super().__init__(*arguments, **options)
        self.shown = shown
        self.fields["items"].choices = [(item.pk, "") for item in shown]

    def chosen(self):
        """The items (a list) to decide on."""
        ticked = {*self.cleaned_data["items"]}
        return [item for item in self.shown if self.cleaned_data["all"] or item.pk in ticked]

    def decision(self):
        """What `decide_each` takes of it (dict)."""
        verb, ground = self.cleaned_data["act"].split(":")
        days = 30 if verb == Verb.SUSPEND else None
        return {"verb": Verb(verb), "ground": ground, "days": days, "words": self.cleaned_data["words"]}


class QueueForm(Form):
    """Which part of the queue: the filters live in the address."""

    AGES = [("", gettext_lazy("any")), ("24", gettext_lazy("more than a day")), ("48", gettext_lazy("more than two days"))]

    kind = forms.ChoiceField(label=gettext_lazy("Kind"), required=False)
    age = forms.ChoiceField(label=gettext_lazy("Waiting for"), choices=AGES, required=False)
    language = forms.ChoiceField(
        label=gettext_lazy("Language"),
        choices=[("", gettext_lazy("any")), ("fr", "Français"), ("en", "English")],
        required=False,
    )

    def __init__(self, *arguments, **options):
        super().__init__(*arguments, **options)
        elsewhere = [(kind, label) for kind, label, _function in waiting_elsewhere()]
        kinds = [*Item.Kind.choices, ("appeal", _("second looks")), *elsewhere]
        self.fields["kind"].choices = [("", _("everything")), *kinds]

    def value(self, name):
        """What was chosen (str), "" for nothing or for what is no choice."""
        self.is_valid()
        return self.cleaned_data.get(name, "")


class AppealForm(Form):
    words = ProseField(
        label=gettext_lazy("What did we get wrong?"),
        max_length=2_000,
        help_text=gettext_lazy("Another person than the one who decided reads it, and tells you what comes of it."),
    )


class AppealDecisionForm(Form):
    verdict = forms.ChoiceField(
        label=gettext_lazy("Your decision"),
        choices=[
            (Appeal.Verdict.UPHELD, gettext_lazy("The decision stands")),
            (Appeal.Verdict.OVERTURNED, gettext_lazy("The decision is undone")),
        ],
        widget=forms.RadioSelect,
    )
    answer = ProseField(label=gettext_lazy("In your words"), max_length=1_000)
