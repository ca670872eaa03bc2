import re

from django.contrib.auth.decorators import login_not_required
from django.core.files.storage import default_storage, storages
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from pyjama.attachments.models import FOLDER, Attachment
from pyjama.attachments.serving import FOR_EVERYBODY, FOR_EVERYBODY_TODAY, FOR_THIS_PERSON, served

# The shape of the names we give: folders and a random name, so that no path can climb out of the storage.
PICTURE = re.compile(r"(?:[a-z0-9_-]+/)*[A-Za-z0-9_-]+\.(?:webp|png|jpg|jpeg|gif)")
ATTACHED = re.compile(r"([0-9a-f]{32})(?:-(?:light|[0-9]{1,4})\.webp|\.pdf)")


@login_not_required
@require_safe
def public_file(request, name):
    """A picture that everybody may see; its name is random and its content never changes."""
    if not PICTURE.fullmatch(name):
        raise Http404
    return served(default_storage, name, caching=FOR_EVERYBODY)


@login_not_required
@require_safe
def attachment(request, name):
    """A picture or a PDF, to whoever may read what it is attached to; who reads is only asked where not everybody may."""
    if not (shape := ATTACHED.fullmatch(name)):
        raise Http404
    file, caching = Attachment.objects.public().filter(key=shape[1]).first(), FOR_EVERYBODY_TODAY
    if not file:
        file = get_object_or_404(Attachment.objects.visible_to(request.user), key=shape[1])
        caching = FOR_THIS_PERSON
    if name not in file.files:
        raise Http404
    download_as = "" if file.is_image else file.name
    response = served(storages["private"], f"{FOLDER}/{name}", caching=caching, download_as=download_as)
    if caching is FOR_THIS_PERSON:
        # What not everybody may see: the log of staff says who looked.
        response.shows = file
    return response
