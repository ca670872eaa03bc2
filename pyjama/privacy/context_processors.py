from pyjama.privacy.models import Unlisting


def unlisted(request):
    """Whether this page is one that search engines must forget: it is then shared with no words of its own."""
    return {"is_unlisted": lambda: request.path in Unlisting.objects.paths()}
