from django.conf import settings
from django.utils.translation import get_language

from pyjama.core.site import site_name


def site(request):
    """What every page knows of the installation."""
    return {
        "page_language": f"{get_language()}-CA",
        "site_name": site_name(),
        "languages": settings.LANGUAGES,
        "is_demo": settings.DEMO,
        "contact_email": settings.CONTACT_EMAIL,
        "source_url": settings.SOURCE_URL,
    }
