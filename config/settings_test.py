"""Settings of the suite: the same site, made stricter and quicker.

`DATABASE_URL` chooses the database, as in production; `bin/test` runs the suite on both.
"""

import atexit
import os
import shutil
import tempfile

SCRATCH = tempfile.mkdtemp(prefix="pyjama-test-")
atexit.register(shutil.rmtree, SCRATCH, ignore_errors=True)
os.environ.update(DATA_DIR=SCRATCH, SECRET_KEY="only-for-tests", PYJAMA_DEMO="1", PORT="8000")

from config.settings import *  # noqa: F403
from config.settings import DATABASES, INSTALLED_APPS, MIDDLEWARE, STORAGES, TEMPLATES
from pyjama.core.testing import MissingVariable

ALLOWED_HOSTS = ["testserver", "127.0.0.1", "localhost"]
MIDDLEWARE = ["pyjama.core.testing.ReadOnlyGetMiddleware", *MIDDLEWARE]
LOOKS_AT_WEBSITES = False
# A test undoes what it writes, which then never is committed: a page that is kept would not notice.
PAGES_KEPT_SECONDS = 0
ZEAL_RAISE = True
# A row that must not change is fetched and held anew by each action that a page combines.
ZEAL_ALLOWLIST = [
    {"model": "calls.Call", "field": "get()"},
    {"model": "organizations.Organization", "field": "get()"},
    {"model": "moderation.Item", "field": "get()"},
    # Signing in, libraries ask again for what they know: a session's key, a person's address.
    {"model": "sessions.Session", "field": "get()"},
    {"model": "account.EmailAddress", "field": "get()"},
]

if DATABASES["default"]["ENGINE"] == "pyjama.core.sqlite":
    # A file, not memory: threads of a test meet as the processes of a site do.
    # What a demonstration told (tests/world.py) is copied with its tables.
    DATABASES["default"]["TEST"] = {"NAME": f"{SCRATCH}/test.sqlite3", "MIGRATE": not os.environ.get("WORLD")}
    # The whole suite asks on few connections: what it asks again and again need not be parsed each time.
    DATABASES["default"]["OPTIONS"]["cached_statements"] = 2_000
    # The same views ask the same questions on both databases: one watch over repeated queries is enough, and costly.
    INSTALLED_APPS = [*INSTALLED_APPS, "zeal"]
    MIDDLEWARE = ["zeal.middleware.zeal_middleware", *MIDDLEWARE]

TEMPLATES[0]["OPTIONS"]["string_if_invalid"] = MissingVariable("%s")
STORAGES = STORAGES | {
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    "private": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
}
CACHES = {
    name: {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": name} for name in ("default", "stamps")
}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
LOGGING = {"version": 1, "disable_existing_loggers": False}
