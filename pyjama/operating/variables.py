"""The settings that a backup takes along: what is no secret. Of the others it only says that they were left out."""

import os
import re

from django.conf import settings

READ = re.compile(r"""(?:environ(?:\.get\(|\[)|flag\(|words\()['"](\w+)""")
# A new setting is left out until somebody says here that it is no secret.
NO_SECRETS = {
    *("SITE_URL", "SITE_NAME_FR", "SITE_NAME_EN", "DOMAIN_FR", "DOMAIN_EN", "ALLOWED_HOSTS", "TIME_ZONE", "PORT"),
    *("CONTACT_EMAIL", "POSTAL_ADDRESS", "PRIVACY_OFFICER", "SOURCE_URL", "TRUSTED_PROXIES", "PLAIN_HTTP_BEHIND_PROXY"),
    *("MAIL_HOST", "MAIL_PORT", "MAIL_STARTTLS", "MAIL_TLS", "MAIL_FROM", "MAIL_PER_MINUTE", "MAIL_SERVICE"),
    *("INBOUND_DOMAIN", "INBOUND_AUTHSERV_ID", "MAIL_WEBHOOKS", "PUSH_HOSTS", "PUSH_TO_THIS_MACHINE", "NEWS_WAITS_SECONDS"),
    *("LOOK_AT_WEBSITES", "HSTS_SUBDOMAINS", "LOG_LEVEL", "LOG_FORMAT", "LEAST_FREE_MB", "PYJAMA_DEMO", "DEBUG", "DATA_DIR"),
    *("DATABASE_POOL", "DATABASE_THROUGH_PGBOUNCER", "FILES_BUCKET", "FILES_ENDPOINT", "FILES_REGION", "PAGES_KEPT_SECONDS"),
}


def known():
    """Every variable that the settings read (set of str), and those of this process that go to a mail service's library."""
    files = [path for path in (settings.BASE_DIR / "config").glob("*.py") if path.stem != "settings_test"]
    source = "".join(path.read_text(encoding="utf-8") for path in files)
    return {*READ.findall(source)} | {name for name in os.environ if name.startswith("ANYMAIL_")}


def plain():
    """Those that are set and no secret, with their values."""
    return {name: os.environ[name] for name in sorted(known() & NO_SECRETS) if name in os.environ}


def left_out():
    """Those that are set and left out (list of str), and the files beside the database that hold a secret."""
    files = [name for name in ("vapid_key", "secret_key") if (settings.DATA_DIR / name).exists()]
    return sorted(name for name in known() - NO_SECRETS if name in os.environ) + files
