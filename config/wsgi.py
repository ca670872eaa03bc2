"""The WSGI application that granian serves."""

import os

from django.core.wsgi import get_wsgi_application
from granian.utils.proxies import wrap_wsgi_with_proxy_headers

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

trusted_proxies = os.environ.get("TRUSTED_PROXIES", "")
application = get_wsgi_application()
if trusted_proxies:
    application = wrap_wsgi_with_proxy_headers(application, trusted_hosts=trusted_proxies)
