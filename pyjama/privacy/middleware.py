from pyjama.privacy.models import Unlisting

NOINDEX = "noindex, noarchive, nosnippet"


class UnlistedMiddleware:
    """Tell search engines to forget the pages for which somebody asked it, and was right (Law 25: P-39.1, s. 28.1)."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        is_page = response.headers.get("Content-Type", "").startswith("text/html")
        if is_page and request.user.is_anonymous and request.path in Unlisting.objects.paths():
            response["X-Robots-Tag"] = NOINDEX
            response["Cache-Control"] = "no-store"
        return response
