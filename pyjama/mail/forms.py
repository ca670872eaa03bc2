from django.utils.translation import gettext_lazy as _

from pyjama.core.forms import Form, LineField


class DemoMailForm(Form):
    """Whose mail to show."""

    to = LineField(label=_("Only mail to this address"), max_length=254, required=False)
