from django import forms
from django.utils.translation import gettext_lazy as _

from pyjama.core.forms import Form
from pyjama.digests.models import Rhythm
from pyjama.digests.periods import THURSDAY
from pyjama.notifications.models import Channel, Kind, Preference


class WeeklyForm(Form):
    """Whether calls that fit come once a week, and on which day; starts from what is so."""

    is_wanted = forms.BooleanField(label=Kind.FITTING_CALLS.label, required=False)
    weekday = forms.TypedChoiceField(label=_("On which day, around 17:00?"), choices=Rhythm.Weekday, coerce=int)

    def __init__(self, *arguments, person, **options):
        super().__init__(*arguments, **options)
        self.fields["is_wanted"].initial = Kind.FITTING_CALLS in Preference.objects.kinds_by(Channel.DIGEST, person)
        self.fields["weekday"].initial = Rhythm.objects.weekdays_of([person]).get(person.pk, THURSDAY)
