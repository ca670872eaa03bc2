"""Every setting: the environment decides (docs/operating/settings.md lists the variables).

Where this runs is in environment.py, where it keeps things in keeping.py, how people sign in in accounts.py,
how it writes to them in mail.py, how it is watched over in watching.py.
"""

import os

from django.utils.csp import CSP

from config.accounts import *  # noqa: F403
from config.environment import *  # noqa: F403
from config.environment import BASE_DIR, DOMAINS, IS_OVER_TLS, flag, words
from config.keeping import *  # noqa: F403
from config.mail import *  # noqa: F403
from config.watching import *  # noqa: F403

# What it is made of

# Ours come first: where a library has a page of the same name, ours is shown.
INSTALLED_APPS = [
    "pyjama.core",
    "pyjama.mail",
    "pyjama.mail.inbound",
    "pyjama.accounts",
    "pyjama.attachments",
    "pyjama.notifications",
    "pyjama.notifications.push",
    "pyjama.karma",
    "pyjama.digests",
    "pyjama.moderation",
    "pyjama.topics",
    "pyjama.drafts",
    "pyjama.security",
    "pyjama.sponsors",
    "pyjama.organizations",
    "pyjama.volunteers",
    "pyjama.calls",
    "pyjama.contributions",
    "pyjama.clarity",
    "pyjama.outcomes",
    "pyjama.matching",
    "pyjama.insights",
    "pyjama.privacy",
    "pyjama.pages",
    "pyjama.operating",
    "pyjama.world",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",
    "django.contrib.sitemaps",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "django.forms",
    "django_htmx",
]

MIDDLEWARE = [
    "pyjama.operating.middleware.WatchMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "pyjama.core.middleware.CompressionMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "pyjama.core.middleware.LanguageDomainMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "pyjama.core.kept_pages.KeptPageMiddleware",
    "pyjama.core.middleware.StyleFirstMiddleware",
    "pyjama.core.replica.ReplicaMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "pyjama.accounts.middleware.LastSeenMiddleware",
    "pyjama.notifications.push.middleware.SameDeviceMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "pyjama.core.middleware.PartMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "pyjama.core.middleware.KeptTextMiddleware",
    "pyjama.matching.middleware.TakeOverMiddleware",
    "pyjama.drafts.middleware.SignedOutMiddleware",
    "pyjama.drafts.middleware.SentMiddleware",
    "pyjama.privacy.middleware.UnlistedMiddleware",
    "pyjama.core.middleware.RoomMiddleware",
    "pyjama.core.middleware.RefusalMiddleware",
    "pyjama.moderation.middleware.NotedMiddleware",
    "pyjama.moderation.middleware.SuspendedMiddleware",
    "pyjama.accounts.middleware.SecondStepMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.csp",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "pyjama.core.context_processors.site",
                "pyjama.notifications.context_processors.unread",
                "pyjama.drafts.context_processors.place",
                "pyjama.organizations.context_processors.acting",
                "pyjama.privacy.context_processors.unlisted",
            ],
            "builtins": ["pyjama.core.templatetags.dates"],
        },
    }
]

# How it speaks

LANGUAGES = [("fr", "Français"), ("en", "English")]
LANGUAGE_CODE = "fr"
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = ["pyjama.core.formats"]
USE_THOUSAND_SEPARATOR = True
TIME_ZONE = os.environ.get("TIME_ZONE", "America/Toronto")
LANGUAGE_COOKIE_SAMESITE = "Lax"

# Whether the worker looks if the websites of organizations to verify answer: its only requests to other people's servers.
LOOKS_AT_WEBSITES = flag("LOOK_AT_WEBSITES") or "LOOK_AT_WEBSITES" not in os.environ

# Who is who

# Whom a second step is asked of: moderators, operators, owners (pyjama/accounts/roles.py).
SECOND_STEP_REQUIRED_OF = words("SECOND_STEP_REQUIRED_OF")
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["pyjama.accounts.backend.Backend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "pages:home"
LOGOUT_REDIRECT_URL = "pages:home"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ["email", "display_name"]},
    },
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]

# How it is kept safe

SESSION_COOKIE_NAME = "__Host-sessionid" if IS_OVER_TLS else "sessionid"
CSRF_COOKIE_NAME = "__Host-csrftoken" if IS_OVER_TLS else "csrftoken"
DOOR_COOKIE_NAME = "__Host-door" if IS_OVER_TLS else "door"
SPONSOR_COOKIE_NAME = "__Host-sponsor" if IS_OVER_TLS else "sponsor"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = IS_OVER_TLS
SESSION_ENGINE = "pyjama.accounts.sessions"
SESSION_COOKIE_AGE = 60 * 24 * 60 * 60
MESSAGE_STORAGE = "django.contrib.messages.storage.cookie.CookieStorage"
CSRF_FAILURE_VIEW = "pyjama.core.views.csrf_failure"
X_FRAME_OPTIONS = "DENY"
SECURE_SSL_REDIRECT = IS_OVER_TLS and not flag("PLAIN_HTTP_BEHIND_PROXY")
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if IS_OVER_TLS else 0
# Only who owns every subdomain may promise for them, and a promise to the preload list is hard to take back.
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = flag("HSTS_SUBDOMAINS")
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CSP = {
    "default-src": [CSP.NONE],
    "script-src": [CSP.SELF],
    "style-src": [CSP.SELF],
    "img-src": [CSP.SELF, "data:"],
    "font-src": [CSP.SELF],
    "connect-src": [CSP.SELF],
    "manifest-src": [CSP.SELF],
    "worker-src": [CSP.SELF],
    "form-action": [CSP.SELF, *(f"https://{domain}" for domain in DOMAINS.values() if domain)],
    "base-uri": [CSP.NONE],
    "frame-ancestors": [CSP.NONE],
    # Deprecated, and understood by every browser; its successor asks for a second header and an address over TLS.
    "report-uri": ["/csp-report"],
}

FORM_RENDERER = "pyjama.core.forms.FormRenderer"
