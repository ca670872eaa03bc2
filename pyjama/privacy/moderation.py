"""What of privacy waits for moderators."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from pyjama.moderation.subjects import Waiting, waits
from pyjama.privacy.models import Unlisting


@waits("unlisting", _("Pages that search engines should forget"))
def to_unlist(moderator):
    """The requests that a moderator may decide on."""
    for asked in Unlisting.objects.editable_by(moderator).waiting():
        page = reverse("privacy:unlisting", args=[asked.pk])
        yield Waiting("unlisting", asked.path, asked.get_ground_display(), page, asked.asked_at, asked.language)
