import re

from django.contrib.auth.decorators import login_not_required
from django.core.files.storage import default_storage
from django.http import Http404
from django.views.decorators.http import require_safe

from pyjama.attachments.serving import FOR_EVERYBODY, served

# The shape of the names we give: folders and a random name, so that no path can climb out of the storage.
PICTURE = re.compile(r"(?:[a-z0-9_-]+/)*[A-Za-z0-9_-]+\.(?:webp|png|jpg|jpeg|gif)")


@login_not_required
@require_safe
def public_file(request, name):
    """A picture that everybody may see; its name is random and its content never changes."""
    if not PICTURE.fullmatch(name):
        raise Http404
    return served(default_storage, name, caching=FOR_EVERYBODY)
