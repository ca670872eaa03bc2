"""Where it keeps things: the database and its replica, the caches, and the files of people and of the pages."""

import os

import dj_database_url

from config.environment import BASE_DIR, DATA_DIR, flag

SQLITE = {
    "ENGINE": "pyjama.core.sqlite",
    "NAME": DATA_DIR / "pyjama.sqlite3",
    "CONN_MAX_AGE": None,
    "OPTIONS": {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"
        "PRAGMA cache_size=-4000; PRAGMA temp_store=MEMORY;"
        # What is deleted is overwritten: the bytes of who left do not lie in free pages.
        "PRAGMA secure_delete=ON;",
    },
}
# How many connections to PostgreSQL each process holds ready at most; without a number, one that it opens itself.
DATABASE_POOL = int(os.environ.get("DATABASE_POOL", "0"))
# A statement that was said so often in a connection is prepared there (pyjama/core/postgresql): PostgreSQL plans it once.
SAID_BEFORE_PREPARED = 5
# A pooler that lends a connection for one transaction loses what is meant to outlast it: a cursor, a prepared statement.
THROUGH_PGBOUNCER = flag("DATABASE_THROUGH_PGBOUNCER")


def postgresql(url):
    """The settings of the PostgreSQL at an address."""
    facts = dj_database_url.parse(
        url,
        engine="pyjama.core.postgresql",
        conn_max_age=0 if DATABASE_POOL else 60,
        conn_health_checks=True,
        disable_server_side_cursors=THROUGH_PGBOUNCER,
    )
    options = facts.setdefault("OPTIONS", {})
    if not THROUGH_PGBOUNCER:
        options["prepare_threshold"] = SAID_BEFORE_PREPARED
    if DATABASE_POOL:
        options["pool"] = {"min_size": 1, "max_size": DATABASE_POOL}
    return facts


DATABASES = {"default": postgresql(url) if (url := os.environ.get("DATABASE_URL")) else SQLITE}
# A copy that follows the database, for those who only read: one server, as pyjama/core/replica.py asks how far it is.
if url := os.environ.get("DATABASE_REPLICA_URL"):
    DATABASES["replica"] = postgresql(url)
DATABASE_ROUTERS = ["pyjama.core.replica.Router"]

# The role under which PostgreSQL is asked for the sponsor's report: it can read the totals alone.
SPONSOR_ROLE = os.environ.get("SPONSOR_ROLE", "")

# Limits on sign-in and on mail are counted here, so every process must see the same cache. By default it would forget some
# of them as soon as there are three hundred. What says whether pages are still fresh is written often, so it lies alone.
if CACHE_URL := os.environ.get("CACHE_URL"):
    SHARED = {"BACKEND": "pyjama.core.valkey.Valkey", "LOCATION": CACHE_URL}
    CACHES = {"default": SHARED, "stamps": SHARED}
else:
    FILES = {"BACKEND": "django.core.cache.backends.filebased.FileBasedCache", "OPTIONS": {"MAX_ENTRIES": 10_000}}
    STAMPS = {"BACKEND": "pyjama.core.stamps.StampCache", "LOCATION": DATA_DIR / "stamps"}
    CACHES = {"default": FILES | {"LOCATION": DATA_DIR / "cache"}, "stamps": STAMPS}

# How long a page that is the same for every visitor is kept ready; what is written ends it at once. 0 keeps none.
PAGES_KEPT_SECONDS = int(os.environ.get("PAGES_KEPT_SECONDS", "60"))

MEDIA_ROOT = DATA_DIR / "media"
MEDIA_URL = "media/"
PRIVATE_MEDIA_ROOT = DATA_DIR / "private"
FILE_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
# Somebody who chooses a whole folder is told which files are too many, and keeps what she typed.
DATA_UPLOAD_MAX_NUMBER_FILES = 1_000
# A sorting desk sends two fields for each contribution.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5_000

STATIC_URL = "static/"
STATIC_ROOT = DATA_DIR / "static"
STATIC_ROOT.mkdir(parents=True, exist_ok=True)
STATICFILES_DIRS = [BASE_DIR / "static"]
# Pages name a file with what it holds; under its own name nobody asks for it.
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
# Where several machines share the files of people in a bucket of a service that speaks S3.
FILES_BUCKET = os.environ.get("FILES_BUCKET", "")


def kept_in(folder):
    """The storage of one folder of files: in DATA_DIR, or in the bucket."""
    if not FILES_BUCKET:
        place = {"location": DATA_DIR / folder}
        return {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": place}
    service = {
        "bucket_name": FILES_BUCKET,
        "location": folder,
        "endpoint_url": os.environ.get("FILES_ENDPOINT", ""),
        "region_name": os.environ.get("FILES_REGION") or None,
        # Without them, the library asks the machine who it is.
        "access_key": os.environ.get("FILES_KEY") or None,
        "secret_key": os.environ.get("FILES_SECRET") or None,
    }
    return {"BACKEND": "pyjama.core.bucket.Bucket", "OPTIONS": service}


STORAGES = {
    "default": kept_in("media"),
    "private": kept_in("private"),
    "staticfiles": {"BACKEND": "pyjama.core.gathering.GatheringStorage"},
}
