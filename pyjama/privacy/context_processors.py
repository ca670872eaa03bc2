from pyjama.privacy.models import Unlisting


def unlisted(request):
    """Whether this page is one that search engines must forget: a visitor's is then shared with no words of its own."""
    return {"is_unlisted": lambda: request.user.is_anonymous and request.path in Unlisting.objects.paths()}
