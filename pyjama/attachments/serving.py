"""How a file that somebody sent goes out: with a fixed type, never guessed at by the browser, and unable to act."""

from pathlib import PurePath

from django.http import FileResponse, Http404

TYPES = {
    ".webp": "image/webp",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".gif": "image/gif",
    ".pdf": "application/pdf",
}
FOR_EVERYBODY = "public, max-age=31536000, immutable"
# What may be withdrawn must not be kept for long by whoever stands between.
FOR_EVERYBODY_TODAY = "public, max-age=86400"
FOR_THIS_PERSON = "private, no-store"


def served(storage, name, *, caching, download_as=""):
    """Stream the file `name` of a storage, as a download called `download_as` where that is given.

    Any other type than TYPES, and a file that is not there, is a 404.
    """
    content_type = TYPES.get(PurePath(name).suffix)
    try:
        file = content_type and storage.open(name)
    except OSError as cause:
        raise Http404 from cause
    if not file:
        raise Http404
    response = FileResponse(file, as_attachment=bool(download_as), filename=download_as, content_type=content_type)
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    response["Cache-Control"] = caching
    return response
