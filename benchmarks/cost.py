"""What a site costs for so many people: a model made of measured figures and of assumptions, printed as a table.

.venv/bin/python benchmarks/cost.py                      for a thousand people, 100,000, 1 M and 100 M
.venv/bin/python -m tests.postgres .venv/bin/python benchmarks/cost.py --measure [0.1]    measures anew, on so large a crowd

The assumptions stand in cost.toml, the figures in results/cost.json. Nothing is asserted.
"""

import importlib.util
import json
import os
import sys
import tomllib
from math import ceil
from pathlib import Path
from urllib.request import Request, urlopen

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "benchmarks")]
ASSUMED = tomllib.loads((ROOT / "benchmarks" / "cost.toml").read_text())
FIGURES = ROOT / "benchmarks" / "results" / "cost.json"
CROWDS = {"1,000": 1e3, "100,000": 1e5, "1 M": 1e6, "100 M": 1e8}
MONTH = 365.25 / 12 * 86_400
MEGABYTE, GIGABYTE = 1e6, 1e9
# Processes of the site for a core, what each holds, and what a core of a database wants beside it, in gigabytes.
PROCESSES, MEMORY_OF_PROCESS, MEMORY_OF_DATABASE_CORE = 2, 0.15, 4.0
SECONDS, WARM = 5, 20
# A weekly letter (digest.py: 2.5 ms) and its way out (mail_faults.py: 8 ms, with the mail server); of the database, a guess.
OF_MAIL = {"mail": {"web": 10.5, "database": 1.5}}


class Site:
    """A site of so many people, in its busiest hour: what it needs, and what that costs in a month."""

    def __init__(self, people, figures):
        self.people, self.figures, self.assumed = people, figures, ASSUMED["people"]
        rate = people * self.assumed["busiest"] / MONTH
        self.pages, self.visits = self.assumed["pages"] * rate, self.assumed["visitors_pages"] * rate
        self.acts = sum(self.assumed[name] for name in ("contributions", "votes", "other_acts")) * rate
        self.mails = (self.assumed["weekly_mails"] + self.assumed["other_mails"]) * people
        self.web, self.database = self.cores("web"), self.cores("database")

    def mean(self, part):
        """Milliseconds of the processor that a page of somebody signed in takes, of the site or of its database."""
        return sum(share * self.figures[name][part] for name, share in ASSUMED["mix"].items())

    def cores(self, part):
        """How many are busy in the busiest hour, with the room that nobody waits."""
        # Made anew each time: what is kept helps where many read one page at once, and on the mean they do not.
        visit = self.figures["call: visitor, anew"][part]
        letters = self.mails * self.figures["mail"][part] / MONTH * self.assumed["busiest"]
        busy = self.pages * self.mean(part) + self.visits * visit + self.acts * self.figures["post"][part] + letters
        return busy / 1000 / self.assumed["fullness"]

    def gigabytes(self):
        """Of the database, of files, and of traffic in a month."""
        written = self.people * self.assumed["contributions"] * self.assumed["months"]
        files = self.people * self.assumed["files"] * self.assumed["megabytes_each"] * self.assumed["months"] * MEGABYTE
        traffic = self.people * (self.assumed["pages"] + self.assumed["visitors_pages"]) * self.figures["bytes"]
        return written * self.figures["bytes a contribution"] / GIGABYTE, files / GIGABYTE, traffic / GIGABYTE

    def dollars(self):
        """What each part costs in a month (dict)."""
        prices, (database, files, traffic) = ASSUMED["prices"], self.gigabytes()
        # A small site is one machine of two cores and two gigabytes, with the database on it.
        cores = ceil(self.web) + ceil(self.database)
        memory = max(2, ceil(self.web) * PROCESSES * MEMORY_OF_PROCESS + (ceil(self.database) - 1) * MEMORY_OF_DATABASE_CORE)
        return {
            "machines": cores * prices["core"] + memory * prices["gigabyte_of_memory"],
            # Of the database there is a replica, or a backup.
            "disks": 2 * database * prices["gigabyte_of_database"] + files * prices["gigabyte_of_files"],
            "traffic": traffic * prices["gigabyte_of_traffic"],
            "mail": self.mails / 1000 * prices["thousand_mails"],
        }


def rows(figures):
    """The table, as lists of cells."""
    sites = [Site(people, figures) for people in CROWDS.values()]
    dollars = [site.dollars() for site in sites]
    yield ["", *CROWDS]
    yield ["pages a second, busiest hour", *(f"{site.pages + site.visits:,.1f}" for site in sites)]
    yield ["acts a second, busiest hour", *(f"{site.acts:,.2f}" for site in sites)]
    yield ["cores for the site", *(f"{site.web:,.2f}" for site in sites)]
    yield ["cores for the database", *(f"{site.database:,.2f}" for site in sites)]
    for number, name in enumerate(["database", "files", "traffic in a month"]):
        yield [f"{name}, GB", *(f"{site.gigabytes()[number]:,.1f}" for site in sites)]
    yield ["mails in a month", *(f"{site.mails:,.0f}" for site in sites)]
    for part in ("machines", "disks", "traffic", "mail"):
        yield [f"{part}, $ a month", *(f"{each[part]:,.0f}" for each in dollars)]
    yield ["**all, $ a month**", *(f"**{sum(each.values()):,.0f}**" for each in dollars)]
    yield [
        "$ a month for 1,000 people",
        *(f"{sum(each.values()) / site.people * 1000:,.2f}" for each, site in zip(dollars, sites, strict=True)),
    ]


def say(lines):
    for number, cells in enumerate(lines):
        sys.stdout.write(f"| {' | '.join(cells)} |\n")
        if number == 0:
            sys.stdout.write("|---" * len(cells) + "|\n")


def of_postgresql():
    """Seconds of the processor that the servers of PostgreSQL of this machine's test have used."""
    folder, total = os.environ["POSTGRES_PROGRAMS"], 0
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if str(process.joinpath("exe").readlink()).startswith(folder):
                fields = process.joinpath("stat").read_text().rpartition(")")[2].split()
                total += (int(fields[11]) + int(fields[12]) + int(fields[13]) + int(fields[14])) / 100
        except OSError:
            continue
    return total


def hot_pages():
    """benchmarks/site.py as a module: `site` is one of Python's own."""
    spec = importlib.util.spec_from_file_location("hot", ROOT / "benchmarks" / "site.py")
    hot = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(hot)
    return hot


def used(server, path, **options):
    """Milliseconds of the processor for a request, of the site and of its database."""
    for _warm in range(WARM):
        server.get(path, options.get("cookie", ""))
    before = of_postgresql()
    load = server.load(path, seconds=SECONDS, connections=4, **options)
    return {"web": round(load.cpu, 2), "database": round((of_postgresql() - before) / (load.rate * SECONDS) * 1000, 2)}


def measure(times):
    """What pages and acts take of the processor on a crowd, of the site and of PostgreSQL apart; kept in FIGURES."""
    hot = hot_pages()
    from django.db import connection
    from django.utils import translation

    from pyjama.contributions.models import Contribution

    hot.crowd(times)
    figures = OF_MAIL | {"machine": f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.0f}, {times:g} of the usual crowd"}
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_database_size(current_database())")
        figures["bytes a contribution"] = round(cursor.fetchone()[0] / Contribution.objects.count())
    with translation.override("fr"):
        subject = hot.Subject()
        with hot.Server("config.wsgi:application", dict(os.environ)) as server:
            figures |= of_pages(hot, server, subject)
            figures["post"] = used(server, subject.open.get_absolute_url(), script=posting(hot, server, subject))
        with hot.Server("config.wsgi:application", os.environ | {"PAGES_KEPT_SECONDS": "0"}) as server:
            figures["call: visitor, anew"] = used(server, subject.usual.get_absolute_url())
    FIGURES.parent.mkdir(exist_ok=True)
    FIGURES.write_text(json.dumps(figures, indent=1) + "\n")


def of_pages(hot, server, subject):
    """What each page of the mix takes, and how many bytes a call's page has on its way."""
    pages = {name.partition(",")[0]: page for name, page in reversed(subject.pages().items()) if "filtered" not in name}
    pages["call"] = (subject.usual.get_absolute_url(), subject.reader)
    mix = [name.partition(":")[0] for name in ASSUMED["mix"]]
    figures = {f"{name}: signed in": used(server, pages[name][0], cookie=hot.cookie_of(pages[name][1])) for name in mix}
    figures["call: visitor"] = used(server, pages["call"][0])
    request = Request(server.origin + pages["call"][0], headers={"Accept-Encoding": "gzip"})  # noqa: S310
    with urlopen(request, timeout=30) as answer:  # noqa: S310
        figures["bytes"] = len(answer.read())
    return figures


def posting(hot, server, subject):
    """A script of wrk by which many people post."""
    token = "t" * 32
    cookies = [f"{hot.cookie_of(person)}; csrftoken={token}" for person in subject.writers]
    body = f"csrfmiddlewaretoken={token}&body=One+idea+more.&language=fr&submission_key=KEY"
    return hot.FORM % {"cookies": hot.quoted(cookies), "bodies": hot.quoted([body]), "origin": server.origin}


if __name__ == "__main__":
    if "--measure" in sys.argv:
        measure(float(sys.argv[2] if len(sys.argv) > 2 else 0.1))
    say(rows(json.loads(FIGURES.read_text())))
