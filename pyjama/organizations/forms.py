from django import forms
from django.utils.translation import gettext_lazy as _

from pyjama.attachments.forms import AsksForFilesAgain, DocumentField, ImageField
from pyjama.core.forms import Form, LineField, ModelForm, ProseField, RowsField, WebsiteField
from pyjama.organizations.charity_number import read_charity_number
from pyjama.organizations.models import Membership, Organization, Province

MOST_CAUSES = 3
PROVINCES = [("", _("Choose one")), *Province.choices]


class CharityNumberField(LineField):
    """A Canadian charity number, in the one way of writing it."""

    def clean(self, value):
        text = super().clean(value)
        return read_charity_number(text) if text else ""


class OrganizationForm(AsksForFilesAgain, ModelForm):
    """What an organization says of itself; a verified one's evidence is not asked for again."""

    name = LineField(label=_("Name of the organization"), max_length=120)
    mission_fr = ProseField(
        label=_("Mission, in French"),
        max_length=1_000,
        required=False,
        help_text=_("What you do and for whom, in a few sentences. One of the two languages is enough."),
        widget=forms.Textarea(attrs={"rows": 4, "lang": "fr-CA"}),
    )
    mission_en = ProseField(
        label=_("Mission, in English"),
        max_length=1_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4, "lang": "en-CA"}),
    )
    city = LineField(label=_("City"), max_length=80)
    province = forms.ChoiceField(label=_("Province or territory"), choices=PROVINCES)
    website = WebsiteField(label=_("Website"), required=False, max_length=200)
    logo = ImageField(
        label=_("Logo"), required=False, help_text=_("A JPEG, PNG, WebP or GIF file of 5 MB or less. Everybody sees it.")
    )
    charity_number = CharityNumberField(
        label=_("Canadian charity number"),
        required=False,
        help_text=_("Nine digits, RR, four digits. Without one, send a proof below."),
    )
    proof = DocumentField(
        label=_("Proof that you are a nonprofit"),
        required=False,
        help_text=_(
            "For example your letters patent: a PDF, JPEG or PNG file of 10 MB or less. "
            "Only our moderators and your owners can open it."
        ),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    class Meta:
        model = Organization
        fields = [
            "name",
            "mission_fr",
            "mission_en",
            "causes",
            "city",
            "province",
            "website",
            "logo",
            "charity_number",
            "proof",
        ]
        widgets = {"causes": forms.CheckboxSelectMultiple}
        field_classes = {"causes": RowsField}
        labels = {"causes": _("What do you work for?")}
        help_texts = {"causes": _("One to three causes.")}

    def __init__(self, *arguments, **options):
        super().__init__(*arguments, **options)
        self.fields["version"].initial = self.instance.version
        if not self.instance.pk:
            del self.fields["version"]
        if not self.instance.takes_proof:
            del self.fields["proof"]

    def clean_causes(self):
        causes = self.cleaned_data["causes"]
        if len(causes) > MOST_CAUSES:
            raise forms.ValidationError(_("Choose three causes at most: the ones you work for most."))
        return causes

    def clean(self):
        self.need_one_of("mission_fr", "mission_en", _("Write your mission in at least one of the two languages."))
        self.need_one_of("charity_number", "proof", _("Give a charity number, or a proof in the field below."))
        return self.cleaned_data

    def need_one_of(self, first, second, sentence):
        """Say so beside the first field when none is wrong, and neither was given, now or before."""
        given = {second: getattr(self.instance, second)} if second not in self.fields else {}
        given |= self.cleaned_data
        if {first, second} <= given.keys() and not (given[first] or given[second]):
            self.add_error(first, sentence)


class InvitationForm(Form):
    email = forms.EmailField(
        label=_("E-mail address"), max_length=254, widget=forms.EmailInput(attrs={"autocomplete": "off"})
    )
    role = forms.ChoiceField(
        label=_("Role"), choices=Membership.Role, initial=Membership.Role.EDITOR, widget=forms.RadioSelect
    )


class LeavingForm(Form):
    """Whether one leaves, and where one is the last owner, to whom one hands the organization over."""

    successor = forms.ModelChoiceField(
        label=_("Who looks after it from now on?"),
        queryset=None,
        empty_label=None,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose who becomes an owner in your place.")},
    )

    def __init__(self, *arguments, membership, **options):
        super().__init__(*arguments, **options)
        if membership.is_last_owners:
            self.fields["successor"].queryset = membership.colleagues().select_related("person")
            self.fields["successor"].label_from_instance = lambda colleague: colleague.person.display_name
        else:
            del self.fields["successor"]


class ActingForm(Form):
    """As which of her organizations somebody acts; as herself where none is chosen."""

    organization = forms.ModelChoiceField(queryset=None, required=False)

    def __init__(self, *arguments, organizations, **options):
        super().__init__(*arguments, **options)
        self.fields["organization"].queryset = organizations
