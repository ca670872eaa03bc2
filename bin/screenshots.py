"""What bin/screenshots runs: a demonstration site in a scratch folder, and a browser that visits its pages."""

import io
import os
import sys
import tempfile
from itertools import product
from pathlib import Path
from typing import NamedTuple

import django
from PIL import Image
from playwright.sync_api import sync_playwright

from tests.journeys.browsers import LOCALES, find_chromium
from tests.journeys.site import Site

LANGUAGES = ["fr", "en"]
SCREENS = {"phone": {"width": 390, "height": 844}, "desktop": {"width": 1280, "height": 900}}
LIGHTS = ["light", "dark"]
# What README.md and docs/ show: the top of one page each.
PICTURES = Path("docs/pictures")
SHOWN = {
    "home.png": ("home", "en", "desktop", "light"),
    "call.png": ("call", "fr", "phone", "light"),
    "outcome.png": ("finished", "en", "phone", "dark"),
}
NOBODY_LISTENS = 1
COLORS = 128


class Sight(NamedTuple):
    """A page of the site as somebody sees it: its path, and her session's key, "" for a visitor."""

    path: str
    session: str = ""


def sights(language):
    """The pages to show in a language, by name. The site's database is read; nothing is written but sessions."""
    from django.test import Client
    from django.urls import reverse
    from django.utils import translation

    from pyjama.notifications.models import Mail
    from pyjama.world.build import World

    def session(person):
        client = Client()
        client.force_login(person)
        return client.session.session_key

    world = World()
    reader, helper, organizer = {
        "fr": ("camille", world.camille, world.chloe),
        "en": ("amina", world.amina, world.ruth),
    }[language]
    opened, sorting, finished = {
        "fr": ("slogans", "hashtag", "kittens"),
        "en": ("menu", "letter", "sink_poster"),
    }[language]
    sorter = world.call(sorting).organization.memberships.owners().get().person
    letters = Mail.objects.with_html().newest_to(f"{reader}@example.org")
    letter = next(mail for mail in letters if mail.language.startswith(language))
    with translation.override(language):
        return {
            "home": Sight(reverse("pages:home")),
            "list": Sight(reverse("calls:list")),
            "call": Sight(world.call(opened).get_absolute_url()),
            "contribute": Sight(world.call(opened).get_absolute_url(), session(helper)),
            "finished": Sight(world.call(finished).get_absolute_url()),
            "organization": Sight(world.call(finished).organization.get_absolute_url()),
            "write": Sight(reverse("calls:new", args=[world.call(opened).organization_id]), session(organizer)),
            "desk": Sight(reverse("outcomes:desk", args=[world.call(sorting).pk]), session(sorter)),
            "review": Sight(reverse("pages:review"), session(world.odile)),
            "mine": Sight(reverse("pages:mine"), session(helper)),
            "news": Sight(reverse("notifications:list"), session(helper)),
            "sign-in": Sight(reverse("account_login")),
            "mail": Sight(reverse("demo_html", args=[letter.pk])),
            "missing": Sight(f"{reverse('pages:home')}nowhere/"),
        }


def main(folder=None):
    with tempfile.TemporaryDirectory(prefix="pyjama-pictures-") as scratch:
        site = Site(Path(scratch), NOBODY_LISTENS)
        site.environment = {name: value for name, value in site.environment.items() if not name.startswith("MAIL_")}
        site.environment["CONTACT_EMAIL"] = "bonjour@pyjama.example.org"
        site.start()
        try:
            os.environ.update(site.environment, DJANGO_SETTINGS_MODULE="config.settings")
            django.setup()
            # All is asked of the database before the browser runs: Django refuses to mix the two.
            visit(site, {language: sights(language) for language in LANGUAGES}, folder and Path(folder))
        finally:
            site.stop()


def visit(site, seen, folder):
    with sync_playwright() as playwright:
        options = ["--no-sandbox"] if os.geteuid() == 0 else []
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=options)
        PICTURES.mkdir(parents=True, exist_ok=True)
        for name, (page, *way) in SHOWN.items():
            picture(browser, site, seen[way[0]][page], *way, file=PICTURES / name)
        for way in product(LANGUAGES, SCREENS, LIGHTS) if folder else []:
            for page, sight in seen[way[0]].items():
                picture(browser, site, sight, *way, file=folder / f"{'-'.join([page, *way])}.png", full_page=True)
        browser.close()


def picture(browser, site, sight, language, screen, light, *, file, full_page=False):
    """Look at a page as somebody with this language, screen and light does, and keep the picture in few colours."""
    context = browser.new_context(
        locale=LOCALES[language], viewport=SCREENS[screen], color_scheme=light, reduced_motion="reduce"
    )
    if sight.session:
        context.add_cookies([{"name": "sessionid", "value": sight.session, "url": site.origin}])
    page = context.new_page()
    page.goto(site.origin + sight.path, wait_until="networkidle")
    page.evaluate("document.fonts.ready")
    drawn = Image.open(io.BytesIO(page.screenshot(full_page=full_page))).convert("RGB")
    drawn.quantize(COLORS, dither=Image.Dither.NONE).save(file, optimize=True)
    sys.stdout.write(f"{file} {file.stat().st_size // 1024} kB\n")
    context.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
