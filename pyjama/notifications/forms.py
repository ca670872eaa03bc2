from django import forms
from django.utils.translation import gettext_lazy as _

from pyjama.core.forms import Form
from pyjama.notifications.models import CHANNELS_OF, Channel, Heading, Kind, Preference, QuietHours, under
from pyjama.notifications.models.quiet_hours import site_zone
from pyjama.notifications.time_zones import ZONES


class PreferencesForm(Form):
    """One box for each kind of news and each channel it can come by. Starts from what the person gets now."""

    def __init__(self, *arguments, person, **options):
        super().__init__(*arguments, **options)
        headings = [each for each in Heading if each != Heading.MODERATING or person.is_moderator]
        self.kinds = {heading.label: under(heading) for heading in headings}
        wanted = Preference.objects.choices_of(person)
        for kind in [kind for kinds in self.kinds.values() for kind in kinds]:
            for channel in self.channels_of(kind):
                label = f"{kind.label} · {channel.label}"
                box = forms.BooleanField(label=label, required=False, initial=channel in wanted[kind])
                self.fields[f"{kind}-{channel}"] = box

    def channels_of(self, kind):
        """The channels (a list) a kind can come by, in the order of the columns."""
        return [channel for channel in Channel if channel in CHANNELS_OF[kind]]

    def groups(self):
        """The rows of the table under their headings: pairs of a kind and its cells, a channel and its box or None."""
        return {
            heading: [(kind, [(channel, self.box(kind, channel)) for channel in Channel]) for kind in kinds]
            for heading, kinds in self.kinds.items()
        }

    def box(self, kind, channel):
        return self[f"{kind}-{channel}"] if channel in CHANNELS_OF[kind] else None

    def channels(self):
        return list(Channel)

    def choices(self):
        """What was chosen: for each Channel, a dict of Kind and bool."""
        chosen = {channel: {} for channel in Channel}
        for name, is_wanted in self.cleaned_data.items():
            kind, channel = name.split("-")
            chosen[Channel(channel)][Kind(kind)] = is_wanted
        return chosen


class QuietHoursForm(Form, forms.ModelForm):
    """When nothing is to ring, and on which clock."""

    time_zone = forms.ChoiceField(label=_("On the clock of"), choices=ZONES, initial=site_zone)

    class Meta:
        model = QuietHours
        fields = ["is_on", "starts_at", "ends_at", "time_zone"]
        labels = {
            "is_on": _("Keep mail of news and my devices quiet at night"),
            "starts_at": _("From"),
            "ends_at": _("Until"),
        }
        widgets = {name: forms.TimeInput(attrs={"type": "time"}, format="%H:%M") for name in ["starts_at", "ends_at"]}

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("starts_at") and cleaned.get("starts_at") == cleaned.get("ends_at"):
            self.add_error("ends_at", _("Quiet hours end at another time than they begin."))
        return cleaned
