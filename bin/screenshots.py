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
# As high as each other, so that they stand side by side.
SCREENS = {"desktop": {"width": 1200, "height": 844}, "phone": {"width": 390, "height": 844}}
LIGHTS = ["light", "dark"]
# What README.md and docs/tour.md show, in each language: the top of a page on a desk, and on a phone in the other light.
PICTURES = Path("docs/pictures")
SHOWN = ["home", "list", "call", "outcome", "organization", "desk", "mail", "missing"]
PAIRS = {"en": [("desktop", "light"), ("phone", "dark")], "fr": [("desktop", "dark"), ("phone", "light")]}
GAP = 24


class Sight(NamedTuple):
    """A page of the site as somebody sees it: its path, and her session's key, "" for a visitor."""

    path: str
    session: str = ""


def sights(language):
    """The pages to show in a language, by name. The site's database is read; nothing is written but sessions."""
    from django.test import Client
    from django.urls import reverse
    from django.utils import translation

    from pyjama.mail.models import Mail
    from pyjama.world.build import World

    def session(person):
        client = Client()
        client.force_login(person)
        return client.session.session_key

    world = World()
    helper, organizer = {"fr": (world.camille, world.chloe), "en": (world.amina, world.ruth)}[language]
    opened, sorting, finished = {
        "fr": ("slogans", "hashtag", "kittens"),
        "en": ("menu", "letter", "sink_poster"),
    }[language]
    sorter = world.call(sorting).organization.memberships.owners().get().person
    words = world.call(finished).title.partition("\xa0")[0]
    letters = Mail.objects.with_html().filter(subject__contains=words).newest_to("")
    letter = next(mail for mail in letters if mail.language.startswith(language))
    with translation.override(language):
        return {
            "home": Sight(reverse("pages:home")),
            "list": Sight(reverse("pages:calls")),
            "call": Sight(world.call(opened).get_absolute_url()),
            "contribute": Sight(world.call(opened).get_absolute_url(), session(helper)),
            "outcome": Sight(world.call(finished).get_absolute_url()),
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
        site = Site(Path(scratch))
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
        for page, language in product(SHOWN, LANGUAGES):
            views = [look(browser, site, seen[language][page], language, *way) for way in PAIRS[language]]
            keep(side_by_side(views), PICTURES / f"{page}-{language}.webp")
        for language, screen, light in product(LANGUAGES, SCREENS, LIGHTS) if folder else []:
            for page, sight in seen[language].items():
                view = look(browser, site, sight, language, screen, light, full_page=True)
                keep(view, folder / f"{page}-{language}-{screen}-{light}.webp")
        browser.close()


def look(browser, site, sight, language, screen, light, *, full_page=False):
    """A page as somebody with this language, screen and light sees it."""
    context = browser.new_context(
        locale=LOCALES[language], viewport=SCREENS[screen], color_scheme=light, reduced_motion="reduce"
    )
    if sight.session:
        context.add_cookies([{"name": "sessionid", "value": sight.session, "url": site.origin}])
    page = context.new_page()
    page.goto(site.origin + sight.path, wait_until="networkidle")
    # A font that came late is used the second time.
    page.reload(wait_until="networkidle")
    drawn = Image.open(io.BytesIO(page.screenshot(full_page=full_page))).convert("RGB")
    context.close()
    return drawn


def side_by_side(views):
    """One picture of several that are equally high, with nothing between them."""
    whole = Image.new("RGBA", (sum(view.width for view in views) + GAP * (len(views) - 1), views[0].height))
    for place, view in enumerate(views):
        whole.paste(view, (sum(each.width + GAP for each in views[:place]), 0))
    return whole


def keep(drawn, file):
    """Write a picture without loss: what a browser draws is small even so."""
    drawn.save(file, lossless=True)
    sys.stdout.write(f"{file} {file.stat().st_size // 1024} kB\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
