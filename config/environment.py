"""Where this runs: the folders, the mode and the addresses, as the environment says them."""

import os
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured


def flag(name):
    return os.environ.get(name, "").lower() in {"1", "true", "yes", "on"}


def words(name):
    return [word.strip() for word in os.environ.get(name, "").split(",") if word.strip()]


BASE_DIR = Path(__file__).resolve().parent.parent
DATA_DIR = Path(os.environ.get("DATA_DIR", BASE_DIR / "data")).resolve()
DATA_DIR.mkdir(parents=True, exist_ok=True)

DEMO = flag("PYJAMA_DEMO")
DEBUG = flag("DEBUG")
IS_PRODUCTION = not (DEMO or DEBUG)

SITE_NAMES = {"fr": os.environ.get("SITE_NAME_FR", "Pyjama"), "en": os.environ.get("SITE_NAME_EN", "Pyjama")}
DOMAINS = {"fr": os.environ.get("DOMAIN_FR", ""), "en": os.environ.get("DOMAIN_EN", "")}
SITE_URL = os.environ.get("SITE_URL", f"http://127.0.0.1:{os.environ.get('PORT', '8000')}").rstrip("/")
IS_OVER_TLS = SITE_URL.startswith("https://")
SITE_HOST = SITE_URL.partition("://")[2].partition("/")[0].rpartition("@")[2].partition(":")[0]

ALLOWED_HOSTS = list({SITE_HOST, *filter(None, DOMAINS.values()), *words("ALLOWED_HOSTS")})
LOCAL_HOSTS = {"127.0.0.1", "localhost", "[::1]"}
if DEMO or DEBUG:
    ALLOWED_HOSTS += LOCAL_HOSTS
CSRF_TRUSTED_ORIGINS = [SITE_URL, *(f"https://{domain}" for domain in DOMAINS.values() if domain)]

SECRET_KEY = os.environ.get("SECRET_KEY", "")
if IS_PRODUCTION and not SECRET_KEY:
    raise ImproperlyConfigured("SECRET_KEY is missing. For a try on your own machine, run bin/demo.")
if DEMO and (SITE_HOST not in LOCAL_HOSTS or any(DOMAINS.values())):
    raise ImproperlyConfigured("PYJAMA_DEMO shows everybody's mail: it is for this machine, never for a public address.")
SECRET_KEY_FALLBACKS = words("SECRET_KEY_FALLBACKS")
SECRET_KEY = SECRET_KEY or "only-for-this-machine-" + "0" * 50
