from django import forms
from django.utils.translation import gettext_lazy as _

from pyjama.core.forms import Form
from pyjama.notifications.models import ASKING, HELPING, MODERATING, SUMMARIES, Channel, Kind, Preference


class PreferencesForm(Form):
    """One box per kind of news: does it come by mail, at once or once a week? Starts from what is so."""

    def __init__(self, *arguments, person, **options):
        super().__init__(*arguments, **options)
        self.kinds = {_("When you help"): HELPING, _("When you speak for an organization"): ASKING}
        if person.is_moderator:
            self.kinds[_("When you moderate")] = MODERATING
        wanted = {channel: Preference.objects.kinds_by(channel, person) for channel in (Channel.MAIL, Channel.DIGEST)}
        for kind in [kind for kinds in self.kinds.values() for kind in kinds]:
            self.fields[kind.value] = forms.BooleanField(
                label=kind.label, required=False, initial=kind in wanted[channel_of(kind)]
            )

    def groups(self):
        """The boxes under their headings, in order."""
        return {heading: [self[kind.value] for kind in kinds] for heading, kinds in self.kinds.items()}

    def choices(self):
        """What was chosen, by channel: a dict of Channel and a dict of Kind and bool."""
        chosen = {Channel.MAIL: {}, Channel.DIGEST: {}}
        for name, is_wanted in self.cleaned_data.items():
            chosen[channel_of(Kind(name))][Kind(name)] = is_wanted
        return chosen


def channel_of(kind):
    """The Channel of a kind's box: mail at once, unless it is a mail of its own that comes otherwise."""
    return SUMMARIES.get(kind, Channel.MAIL)
