"""What Lighthouse says of the pages that most people see first: prints a table, asserts nothing.

.venv/bin/python benchmarks/lighthouse.py [ROUNDS]. A demonstration site in a scratch folder, in each language, on the
telephone of Lighthouse (a processor four times slower, "slow 4G") and on its desk. The number in each cell is the median of
the rounds; what took a point anywhere is listed below. `machine` is what Lighthouse found it to be worth: with half of what
it is worth alone, a page loses a point or two. It needs a Chromium, and Node.js with npm, which keeps Lighthouse in a cache.
"""

import json
import os
import statistics
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

TREE = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(TREE))

from tests.journeys.browsers import find_chromium  # noqa: E402
from tests.journeys.site import Site  # noqa: E402

# The last that Node.js 20 runs.
LIGHTHOUSE = "lighthouse@12.8.2"
TRIES = 3
CATEGORIES = ["performance", "accessibility", "best-practices", "seo"]
SCREENS = {"phone": [], "desk": ["--preset=desktop"]}
PAINTS = ["first-contentful-paint", "largest-contentful-paint"]


def tell():
    """In the site's own process: the paths (str) to look at by language and name."""
    from django.contrib.auth.models import AnonymousUser
    from django.db.models import Count
    from django.urls import reverse
    from django.utils import translation

    from pyjama.calls.models import Call
    from pyjama.volunteers.models import Profile

    places = {}
    for language in ("fr", "en"):
        with translation.override(language):
            call = Call.objects.filter(language=language).annotate(said=Count("contributions")).order_by("-said")[0]
            profile = Profile.objects.visible_to(AnonymousUser()).order_by("pk")[0]
            places |= {
                f"home, {language}": reverse("pages:home"),
                f"list, {language}": reverse("pages:calls"),
                f"call, {language}": call.get_absolute_url(),
                f"profile, {language}": profile.get_absolute_url(),
            }
    return places


def look(address, options, chromium):
    """One run of Lighthouse (dict); where others keep the machine busy, its browser may take too long: then another one."""
    command = ["npx", "--yes", LIGHTHOUSE, address, "--quiet", "--output=json", "--output-path=stdout", *options]
    flags = "--headless=new" + (" --no-sandbox" if os.geteuid() == 0 else "")
    environment = os.environ | {"CHROME_PATH": chromium}
    command.append(f"--chrome-flags={flags}")
    for _ in range(TRIES):
        run = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)  # noqa: S603  (our own words)
        if run.returncode == 0:
            return json.loads(run.stdout)
    raise RuntimeError(run.stderr)


def faults(report):
    """What is less than it could be and counts, as texts (it may be rounded away in the sum)."""
    for name in CATEGORIES:
        for reference in report["categories"][name]["auditRefs"]:
            audit = report["audits"][reference["id"]]
            if reference["weight"] and audit["score"] is not None and audit["score"] < 1:
                yield f"{name}: {audit['title']} {audit.get('displayValue', '')} ({audit['score']:.2f})"


def cells(reports):
    for name in CATEGORIES:
        yield f"{100 * statistics.median(report['categories'][name]['score'] for report in reports):.0f}"
    for name in PAINTS:
        yield f"{statistics.median(report['audits'][name]['numericValue'] for report in reports):,.0f}"
    yield f"{max(report['audits']['cumulative-layout-shift']['numericValue'] for report in reports):.3f}"
    yield f"{statistics.median(report['environment']['benchmarkIndex'] for report in reports):,.0f}"


def row(name, screen, texts):
    sys.stdout.write(f"{name:<22}{screen:<8}" + "".join(f"{text:>16}" for text in texts) + "\n")
    sys.stdout.flush()


def main(rounds):
    found = Counter()
    with tempfile.TemporaryDirectory(prefix="pyjama-benchmark-") as scratch:
        site = Site(Path(scratch))
        site.start()
        row("page", "screen", [*CATEGORIES, "first paint", "largest paint", "shift", "machine"])
        try:
            for name, place in site.ask("benchmarks.lighthouse", "tell").items():
                for screen, options in SCREENS.items():
                    reports = [look(site.origin + place, options, find_chromium(is_whole=True)) for _ in range(rounds)]
                    row(name, screen, cells(reports))
                    found.update(f"{name}, {screen}: {fault}" for report in reports for fault in faults(report))
        finally:
            site.stop()
    sys.stdout.writelines(f"{times} of {rounds}: {fault}\n" for fault, times in found.items())


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 3)
