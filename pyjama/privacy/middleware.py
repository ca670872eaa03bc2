from pyjama.privacy.models import Unlisting

PAGES, NOINDEX = "pages", "noindex, noarchive, nosnippet"


class UnlistedMiddleware:
    """Tell search engines to forget the pages for which somebody asked it, and was right (Law 25: P-39.1, s. 28.1)."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if getattr(request, "is_unlisted", False):
            response["X-Robots-Tag"] = NOINDEX
            response["Cache-Control"] = "no-store"
        return response

    def process_view(self, request, view, arguments, options):
        # Only pages can be asked out; search engines never sign in.
        is_page = request.resolver_match.namespace == PAGES
        request.is_unlisted = is_page and request.user.is_anonymous and request.path in Unlisting.objects.paths()
