from datetime import date

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _

from pyjama.core import clock
from pyjama.core.forms import Form
from pyjama.insights.periods import Period, years_since

EARLIEST, LATEST = date(2000, 1, 1), date(2100, 12, 31)


class DayField(forms.DateField):
    """A day of this century."""

    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")

    def __init__(self, label):
        super().__init__(label=label, required=False, validators=[MinValueValidator(EARLIEST), MaxValueValidator(LATEST)])


class PeriodForm(Form):
    """Which time the numbers are of, as the address says: a year, or any days; the present year where it makes no sense."""

    period = forms.ChoiceField(label=_("Year"), required=False)

    def __init__(self, query, *, since):
        super().__init__(query.dict() if {"period", "from", "to"} & {*query} else None)
        # Python keeps the word for itself.
        self.fields |= {"from": DayField(_("First day")), "to": DayField(_("Last day"))}
        self.years = years_since(since)
        self.fields["period"].choices = [
            *([("", _("other days"))] if self.is_of_days else []),
            *((key, year.name) for key, year in self.years.items()),
        ]
        self.present = str(clock.today().year)
        self.initial = {"period": self.present}

    def clean(self):
        super().clean()
        first, last = self.cleaned_data.get("from"), self.cleaned_data.get("to")
        if self.cleaned_data.get("period") or self.errors:
            return self.cleaned_data
        if not (first and last):
            self.add_error("from" if last else "to", _("Give both days, or choose a year."))
        elif first > last:
            self.add_error("to", _("The last day is before the first one."))
        return self.cleaned_data

    @property
    def is_of_days(self):
        """Whether the address names days instead of a year."""
        return self.is_bound and not self.data.get("period")

    @property
    def days(self):
        """The fields of the days, as bound fields."""
        return [self["from"], self["to"]]

    @property
    def chosen(self):
        """The Period to show."""
        if not self.is_valid():
            return self.years[self.present]
        year = self.years.get(self.cleaned_data["period"])
        return year or Period(self.cleaned_data["from"], self.cleaned_data["to"])
