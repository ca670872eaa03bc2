"""What a browser is told, to have the site at hand: how it looks once installed, and what its worker keeps."""

import json
from functools import cache
from hashlib import sha256
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.templatetags.static import static
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from pyjama.core import vapid
from pyjama.core.site import is_spoken_at, site_name

COTTON = "#fffaf1"
ICONS = [("button-192", 192, "any"), ("button-512", 512, "any"), ("button-maskable", 512, "maskable")]
# What pages are made of; pictures that people sent are not part of it.
SHELL = ["css/site.css", "fonts/*.woff2", "img/button.svg", "js/*.js"]
# The worker's own files, in their order: each uses those before it.
WORKER = ["worker/pages.js", "worker/texts.js", "worker/push.js", "worker/worker.js"]
# A site whose files change under one's hands keeps none of them, and takes back what the browser kept before.
RETIRED = """addEventListener("install", () => skipWaiting());
addEventListener("activate", async () => {
  for (const name of await caches.keys()) await caches.delete(name);
  await registration.unregister();
});
"""


def manifest():
    """The web app manifest (dict) in the active language."""
    return {
        "id": "/",
        "name": site_name(),
        "short_name": site_name(),
        "description": _("%(site_name)s: volunteering in your pyjamas.") % {"site_name": site_name()},
        "lang": f"{translation.get_language()}-CA",
        "dir": "ltr",
        "start_url": reverse("pages:home"),
        "scope": "/",
        "display": "standalone",
        "theme_color": COTTON,
        "background_color": COTTON,
        "icons": [icon(*each) for each in ICONS],
        "shortcuts": [
            {"name": _("Requests and challenges"), "url": reverse("pages:calls")},
            {"name": _("My space"), "url": reverse("pages:mine")},
        ],
    }


def icon(name, size, purpose):
    return {"src": static(f"img/{name}.png"), "sizes": f"{size}x{size}", "type": "image/png", "purpose": purpose}


def worker(host):
    """The service worker (str) for browsers that come to this host: what it must know, then the files it consists of."""
    if settings.DEBUG:
        return RETIRED
    files = ", ".join(json.dumps(static(name)) for name in WORKER)
    return f"const site = {json.dumps(known(host))};\nimportScripts({files});\n"


def known(host):
    """What the worker knows of the site (dict): addresses, files, and its words in the languages spoken at this host."""
    told = {
        "version": version(),
        "static": staticfiles_storage.base_url,
        "files": [static(name) for name in shell()],
        "sender": reverse("sender"),
        "push": {"key": vapid.public_key(), "icon": static("img/button-192.png")},
        "languages": {},
    }
    for language, _name in settings.LANGUAGES:
        if is_spoken_at(host, language):
            with translation.override(language):
                told["languages"][language] = addresses() | {"words": words()}
    return told


def addresses():
    """Where the worker finds things, in the active language; what begins with ^ is a pattern of paths."""
    return {
        "offline": reverse("offline"),
        "call": "^" + reverse("pages:call", args=[0, "slug"]).replace("0-slug", r"(\d+)-[\w-]+") + "$",
        "door": "^" + reverse("matching:call", args=[0]).replace("/0/", r"/(\d+)/") + "$",
        "reply": "^" + reverse("contributions:reply", args=[0]).replace("/0/", r"/\d+/") + "$",
        "contribution": "^" + reverse("contributions:address", args=[0]).replace("/0/", r"/\d+/") + "$",
        "calls": reverse("pages:calls"),
        "devices": reverse("notifications:push:keep"),
        "sign_in": reverse("account_login"),
        "sign_outs": [reverse("account_logout"), reverse("end_all_sessions")],
    }


def words():
    """What the worker says, in the active language."""
    return {
        "today": _("You are offline, or almost: this is what the page said at {time}, as everybody sees it."),
        "before": _("You are offline, or almost: this is what the page said on {date} at {time}, as everybody sees it."),
        "now": _("See it as it is now"),
        "waiting": _("Your text is kept here. It leaves as soon as you are online again."),
        "trouble": _("Your text is kept here: something is broken on our side. It leaves as soon as that is mended."),
        "signed_out": _("Your text is kept here. You are signed out: sign in, and it leaves."),
        "refused": _("Your text is kept here: it could not be posted."),
        "sent": _("Your text has left: everybody can read it now."),
        "held": _("Your text has left. One thing remains before everybody can read it."),
        "gone": _("What you answered is no longer there."),
        "files": _("Files cannot be added offline: send your text, or add them once you are online."),
        "sign_in": _("Sign in"),
        "read": _("Read it"),
        "go_on": _("Go on"),
        "others": _("See what needs a hand"),
        "copy": _("Copy the text"),
        "copied": _("Copied."),
        "again": _("Send it again"),
        "drop": _("Throw it away"),
    }


def shell():
    """The names (list of str) of the static files that our pages are made of."""
    root = settings.BASE_DIR / "static"
    return sorted(path.relative_to(root).as_posix() for pattern in SHELL for path in root.glob(pattern))


@cache
def version():
    """Changes (str) whenever a file that the worker keeps does: static files, and what the offline page is made of."""
    templates = sorted((Path(__file__).parent / "templates").rglob("*.html"))
    catalogues = sorted(path for folder in settings.LOCALE_PATHS for path in Path(folder).rglob("*.mo"))
    told = sha256(json.dumps([getattr(staticfiles_storage, "manifest_hash", ""), settings.SITE_NAMES]).encode())
    for path in [*templates, *catalogues]:
        told.update(path.read_bytes())
    return told.hexdigest()[:12]
