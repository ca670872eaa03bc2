"""What a browser says of itself when it is asked to ring, and what a person says of her device."""

from cryptography.hazmat.primitives.asymmetric import ec
from django import forms
from django.utils.translation import gettext_lazy as _

from pyjama.core import vapid
from pyjama.core.forms import Form
from pyjama.notifications.push.endpoints import is_known
from pyjama.notifications.push.models import LONGEST_ENDPOINT, Device

AUTH_BYTES = 16
UNKNOWN_SERVICE = _("We do not know the push service of this browser, so we cannot ring here.")
UNUSABLE = _("What your browser gave us cannot be used. Try once more.")


class SubscriptionForm(forms.Form):
    """A subscription as `PushSubscription.toJSON` has it; nobody types it."""

    endpoint = forms.CharField(max_length=LONGEST_ENDPOINT, widget=forms.HiddenInput)
    p256dh = forms.CharField(max_length=88, widget=forms.HiddenInput)
    auth = forms.CharField(max_length=24, widget=forms.HiddenInput)

    def clean_endpoint(self):
        endpoint = self.cleaned_data["endpoint"]
        if not endpoint.isascii() or not endpoint.isprintable() or not is_known(endpoint):
            raise forms.ValidationError(UNKNOWN_SERVICE, code="unknown")
        return endpoint

    def clean_p256dh(self):
        """A point on the curve, uncompressed (RFC 8291 section 3.2)."""
        try:
            point = vapid.from_text(self.cleaned_data["p256dh"])
            ec.EllipticCurvePublicKey.from_encoded_point(vapid.CURVE, point)
        except ValueError as cause:
            raise forms.ValidationError(UNUSABLE) from cause
        return self.cleaned_data["p256dh"]

    def clean_auth(self):
        try:
            secret = vapid.from_text(self.cleaned_data["auth"])
        except ValueError as cause:
            raise forms.ValidationError(UNUSABLE) from cause
        if len(secret) != AUTH_BYTES:
            raise forms.ValidationError(UNUSABLE)
        return self.cleaned_data["auth"]

    def refusal(self):
        """Why it was not taken (str): one sentence, for a person who typed none of it."""
        return str(UNKNOWN_SERVICE if self.has_error("endpoint", "unknown") else UNUSABLE)


class DeviceForm(Form):
    """What a device is called, and what it shows."""

    name = forms.CharField(label=_("Name"), max_length=Device._meta.get_field("name").max_length)
    shows_words = forms.BooleanField(
        label=_("Show who wrote and about what"),
        required=False,
        help_text=_("Whoever sees its screen can then read it. Otherwise it only says what sort of news there is."),
    )
