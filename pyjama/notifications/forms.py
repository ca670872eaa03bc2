from django import forms
from django.utils.translation import gettext_lazy as _

from pyjama.core.forms import Form
from pyjama.notifications.models import ASKING, HELPING, MODERATING, Channel, Kind, Preference


class PreferencesForm(Form):
    """One box per kind of news: does it come by mail? Starts from what the person gets now."""

    def __init__(self, *arguments, person, **options):
        super().__init__(*arguments, **options)
        self.kinds = {_("When you help"): HELPING, _("When you speak for an organization"): ASKING}
        if person.is_moderator:
            self.kinds[_("When you moderate")] = MODERATING
        wanted = Preference.objects.kinds_by(Channel.MAIL, person)
        for kind in [kind for kinds in self.kinds.values() for kind in kinds]:
            self.fields[kind.value] = forms.BooleanField(label=kind.label, required=False, initial=kind in wanted)

    def groups(self):
        """The boxes under their headings, in order."""
        return {heading: [self[kind.value] for kind in kinds] for heading, kinds in self.kinds.items()}

    def choices(self):
        """What was chosen: a dict of Kind and bool."""
        return {Kind(name): is_wanted for name, is_wanted in self.cleaned_data.items()}
