"""What a first visit weighs, and when the largest thing is painted (the median of seven): prints a table, asserts nothing.

.venv/bin/python benchmarks/first_visit.py, or with words: pages with one of them in their names. A demonstration site in a
scratch folder, a browser that has never seen it, a processor four times slower, and "slow 4G" as Lighthouse has it;
tests/journeys/test_first_visit.py holds the weights. The first row is a few lines of text and nothing else: nothing can be
painted sooner on this machine, busy as it is.
"""

import os
import statistics
import sys
import tempfile
from pathlib import Path

TREE = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(TREE))

from playwright.sync_api import sync_playwright  # noqa: E402

from tests.journeys.browsers import find_chromium  # noqa: E402
from tests.journeys.site import Site  # noqa: E402
from tests.journeys.test_first_visit import Visit  # noqa: E402

SLOWER = 4
ROUNDS = 7
SCREENS = {
    "phone": {"viewport": {"width": 390, "height": 844}, "device_scale_factor": 3, "is_mobile": True, "has_touch": True},
    "desk": {"viewport": {"width": 1280, "height": 900}},
}
KINDS = {"Document": "page", "Stylesheet": "style", "Script": "script", "Font": "fonts", "Image": "pictures"}


def tell():
    """In the site's own process: make a call with three pages of contributions; the addresses to measure (str) by name."""
    from django.db.models import Count
    from django.urls import reverse
    from django.utils import translation

    from pyjama.attachments.models import Attachment
    from pyjama.calls.models import Call
    from tests.journeys.story import tell as tell_story

    calls = {"call of the story, the busiest": Call.objects.annotate(said=Count("contributions")).latest("said")}
    calls["call, 50 contributions of 110"] = Call.objects.get(pk=tell_story()["thread"][0])
    calls["call, 51 real contributions"] = real_thread()
    pictures = Attachment.objects.public().filter(kind=Attachment.Kind.IMAGE, content_type__model="call").order_by("pk")
    calls |= {f"call with “{picture.name}”": picture.target for picture in pictures}
    with translation.override("fr"):
        places = {
            "a few lines of text": "/robots.txt",
            "home": reverse("pages:home"),
            "list of calls": reverse("pages:calls"),
        }
        return places | {name: call.get_absolute_url() for name, call in calls.items()}


def real_thread():
    """A call with 51 contributions of the story's own words, ten of them replies, on one page."""
    from pyjama.world.build import World
    from tests.journeys.story import open_call
    from tests.threads import fill_with_words

    world = World()
    call = open_call(world.chloe, world.organization("refuge"), "Cinquante et une réponses")
    fill_with_words(call)
    return call


def visits(browser, address, screen):
    """What a browser that knows nothing sees of an address, several times."""
    for _ in range(ROUNDS):
        context = browser.new_context(locale="fr-CA", **screen)
        yield Visit(context.new_page(), address, slower=SLOWER)
        context.close()


def measure(browser, address, screen):
    """The cells of a row (list of str)."""
    seen = [*visits(browser, address, screen)]
    bytes_, paints = seen[0].bytes_before_scrolling, [visit.seen["paint"] for visit in seen]
    return [
        *(f"{bytes_[kind] / 1_000:.1f}" for kind in KINDS),
        f"{bytes_.total() / 1_000:.0f} kB",
        f"{seen[0].requests_before_scrolling}",
        f"{len(set.union(*(visit.hosts for visit in seen))) - 1}",
        f"{statistics.median(paints):,.0f} ms",
        seen[0].seen["largest"].lower(),
        f"{max(visit.seen['shift'] for visit in seen):.3f}",
    ]


def asked_for(places):
    """Of the addresses by their names, those that the command's words name (pairs), or all."""
    words = sys.argv[1:] or [""]
    return [(name, place) for name, place in places.items() if any(word in name for word in words)]


def row(name, screen, cells):
    sys.stdout.write(f"{name:<40}{screen:<8}" + "".join(f"{cell:>9}" for cell in cells) + "\n")
    sys.stdout.flush()


def main():
    with tempfile.TemporaryDirectory(prefix="pyjama-benchmark-") as scratch, sync_playwright() as playwright:
        site = Site(Path(scratch))
        site.start()
        options = ["--no-sandbox"] if os.geteuid() == 0 else []
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=options)
        row("page", "screen", [*KINDS.values(), "in all", "requests", "abroad", "painted", "largest", "shift"])
        try:
            for name, place in asked_for(site.ask("benchmarks.first_visit", "tell")):
                for screen, options in SCREENS.items():
                    row(name, screen, measure(browser, site.origin + place, options))
        finally:
            browser.close()
            site.stop()


if __name__ == "__main__":
    main()
