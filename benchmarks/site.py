"""What the hot pages and verbs of a whole, served site cost: prints a table beside a bare Django view, asserts nothing.

.venv/bin/python benchmarks/site.py [--times 10] [--seconds 5], on a scratch SQLite with a crowd; DATABASE_URL names an empty
PostgreSQL instead. It needs wrk (on Debian: apt install wrk). Each page is asked for by a visitor and by somebody signed in,
and its very bytes are served by a bare Django view (bare.py) on the same server right after: the ratio travels from machine
to machine, the figures do not. What is printed is kept in DATA_DIR, or in the folder of --keep, for the next run to compare.
"""

import argparse
import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT)]
SCRATCH = tempfile.TemporaryDirectory(prefix="pyjama-benchmark-")
os.environ.setdefault("DATA_DIR", SCRATCH.name)
os.environ.update(DJANGO_SETTINGS_MODULE="config.settings", PYJAMA_DEMO="1", LOG_LEVEL="ERROR", SECRET_KEY="x" * 50)

import django  # noqa: E402

django.setup()

from django.contrib.auth.models import AnonymousUser  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.db.models import Count  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from django.urls import reverse  # noqa: E402
from django.utils import translation  # noqa: E402
from served import Server  # noqa: E402

from pyjama.accounts.models import User  # noqa: E402
from pyjama.calls.board import Board  # noqa: E402
from pyjama.calls.models import Call  # noqa: E402
from pyjama.calls.tally import cells  # noqa: E402
from pyjama.contributions.models import Contribution  # noqa: E402
from pyjama.core.freshness import renew_stamp  # noqa: E402
from pyjama.matching.pool import Neediest  # noqa: E402
from pyjama.notifications.models import Notification  # noqa: E402
from pyjama.pages import figures  # noqa: E402

CONNECTIONS, WRITERS, TRIES = 8, 4, 7
# In seconds: a worker that has just begun does every round once, whether or not there is anything to do.
FIRST_ROUNDS = 10
# The busiest person of a large crowd has much more than that of a small one: this is about the crowd, not about her.
MOST_NEWS = 1_000
VERBS = ["post a contribution", "post to many calls", "vote", "credit"]
# No divisor of the number of people who write, so that each comes to each call.
MANY = 97
COLUMNS = "{:<38}{:>8}{:>8}{:>8}{:>8}{:>5}{:>9}{:>9}{:>8}{:>9}{:>9}"
HEAD = ["", "req/s", "p50 ms", "p95 ms", "p99 ms", "q", "made ms", "bytes", "cpu ms", "of bare", "before"]
FORM = """
wrk.method = "POST"
local cookies, bodies, turn = { %(cookies)s }, { %(bodies)s }, 0
math.randomseed(os.time())
local function key()
  local digit = function() return string.format("%%x", math.random(0, 15)) end
  return (string.gsub("xxxxxxxx-xxxx-4xxx-8xxx-xxxxxxxxxxxx", "x", digit))
end
request = function()
  turn = turn + 1
  local body = string.gsub(bodies[turn %% #bodies + 1], "KEY", key())
  local headers = { ["Cookie"] = cookies[turn %% #cookies + 1], ["Content-Type"] = "application/x-www-form-urlencoded",
    ["Origin"] = "%(origin)s" }
  return wrk.format("POST", PATHS and PATHS[turn %% #PATHS + 1] or nil, headers, body)
end
"""


class Subject:
    """Whom and what the measurements are about: a crowd's busiest people, calls and their owner."""

    def __init__(self):
        threads = Call.objects.filter(state=Call.State.FINISHED).order_by("-contribution_count", "pk")
        self.usual, self.huge = threads.filter(contribution_count__lte=50).first(), threads.first()
        self.open = Call.objects.open().order_by("pk").first()
        self.owner = self.usual.organization.members.first()
        self.sorted = Call.objects.being_sorted().order_by("-contribution_count", "pk").first()
        self.sorter = self.sorted.organization.members.first()
        told = Notification.objects.order_by().values("recipient").annotate(number=Count("pk"))
        told = told.filter(number__lte=MOST_NEWS).order_by("-number", "recipient")
        self.reader = User.objects.get(pk=told[0]["recipient"])
        self.writers = [*User.objects.order_by("-pk")[:200]]

    def pages(self):
        """Each page by what it is called: its path, and who reads it besides visitors."""
        listing = reverse("pages:calls")
        return {
            "home": (reverse("pages:home"), self.reader),
            "list": (listing, self.reader),
            "list, filtered": (f"{listing}?minutes=5&language=fr", self.reader),
            "list, page 9": (f"{listing}?page=9", self.reader),
            "search": (f"{listing}?text=affiche", self.reader),
            f"call, {self.usual.contribution_count:,} contributions": (self.usual.get_absolute_url(), self.reader),
            f"call, {self.huge.contribution_count:,} contributions": (self.huge.get_absolute_url(), self.reader),
            "next call": (reverse("matching:next"), self.reader),
            "door": (reverse("matching:minutes"), self.reader),
            "what help changed": (reverse("pages:changed"), self.reader),
            "desk": (reverse("outcomes:desk", args=[self.usual.pk]), self.owner),
            "news": (reverse("notifications:list"), self.reader),
        }


def say(line):
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def cookie_of(person):
    """A session of hers, as a browser sends it."""
    client = Client()
    client.force_login(person)
    return "; ".join(f"{name}={morsel.value}" for name, morsel in client.cookies.items())


def made(path, person):
    """How many queries and ms a page takes when somebody has just posted, the best of TRIES; None if she may not."""
    client = Client(headers={"host": "127.0.0.1"})
    if person:
        client.force_login(person)
    answer = client.get(path)
    if answer.status_code != 200 and (answer.status_code != 302 or reverse("account_login") in answer.url):
        return None
    took = min(timed(client, path) for _try in range(TRIES))
    with CaptureQueriesContext(connection) as captured:
        timed(client, path)
    return len(captured), f"{took:,.1f}"


def timed(client, path):
    renew_stamp()
    began = time.perf_counter()
    client.get(path)
    return (time.perf_counter() - began) * 1000


def say_what_is_set_out():
    """What is made anew when a call changes, or after a minute, and what the worker counts: ms, the best of two."""
    calls = Call.objects.visible_to(AnonymousUser())
    whats = {
        "open calls": lambda: Board(calls.open()),
        "in order of need": Neediest,
        "finished calls, counted": lambda: cells(calls, ""),
        "figures of the home page, by the worker": figures.count,
    }
    figures.renew()
    for what, make in whats.items():
        took = []
        for _try in range(2):
            began = time.perf_counter()
            make()
            took.append(time.perf_counter() - began)
        say(f"{what}: set out in {min(took) * 1000:,.1f} ms")


class Table:
    """Prints each measurement beside the one before, and keeps them."""

    def __init__(self, kept):
        self.kept, self.rows = kept, {}
        self.before = json.loads(kept.read_text()) if kept.exists() else {}

    def head(self):
        say(COLUMNS.format(*HEAD))

    def add(self, name, load, unkept=("-", "-"), bare=None):
        """Print what came of a load; `unkept` is how many queries and ms the page takes when nothing is kept of it."""
        ratio = load.rate / bare.rate if bare else None
        before = self.before.get(name)
        self.rows[name] = load.rate
        cells = [f"{load.rate:,.0f}", *(f"{value:,.1f}" for value in (load.p50, load.p95, load.p99)), *unkept]
        cells += [f"{load.bytes:,}", f"{load.cpu:.2f}", f"{ratio:.3f}" if ratio else "-"]
        say(COLUMNS.format(name, *cells, f"×{load.rate / before:.2f}" if before else "-"))
        if load.errors:
            say(f"  {load.errors} answers were errors")

    def keep(self):
        self.kept.write_text(json.dumps(self.before | self.rows, indent=2))


def only(words, rows):
    """The rows (a dict) whose name has one of some words; all without any."""
    return [row for row in rows.items() if not words or any(word in row[0] for word in words)]


def measure_pages(table, server, subject, seconds, words):
    with tempfile.NamedTemporaryFile() as body:
        for name, (path, person) in only(words, subject.pages()):
            for who, reader in [("visitor", None), ("signed in", person)]:
                if (unkept := made(path, reader)) is None:
                    continue
                cookie = cookie_of(reader) if reader else ""
                Path(body.name).write_bytes(server.get(path, cookie))
                load = server.load(path, seconds=seconds, connections=CONNECTIONS, cookie=cookie)
                with Server("benchmarks.bare:application", os.environ | {"BODY": body.name}) as bare:
                    table.add(f"{name}: {who}", load, unkept, bare.load("/", seconds=seconds, connections=CONNECTIONS))


def measure_verbs(table, server, subject, seconds, words):
    token = "t" * 32
    cookies = [f"{cookie_of(person)}; csrftoken={token}" for person in subject.writers]
    thread = Contribution.objects.answers().filter(call__state=Call.State.OPEN).order_by("pk")[:500]
    desk = cookie_of(subject.sorter) + f"; csrftoken={token}"
    answers = subject.sorted.contributions.answers().order_by("pk")
    text = "body=One+idea+more%2C+with+**strong**+words.&language=fr&submission_key=KEY"
    calls = Call.objects.open().order_by("pk")[:MANY]
    verbs = {
        VERBS[0]: (cookies, [subject.open.get_absolute_url()], [text]),
        VERBS[1]: (cookies, [each.get_absolute_url() for each in calls], [text]),
        VERBS[2]: (cookies, [reverse("contributions:useful", args=[each.pk]) for each in thread], [""]),
        VERBS[3]: (
            [desk], [reverse("outcomes:credit", args=[each.pk]) for each in answers],
            [f"credit-{each.pk}={credit}" for credit in ("used", "thanked") for each in answers],
        ),
    }  # fmt: skip
    for name, (who, paths, bodies) in only(words, verbs):
        bodies = [f"csrfmiddlewaretoken={token}&{body}" for body in bodies]
        script = f"PATHS = {{ {quoted(paths)} }}\n" + FORM % {
            "cookies": quoted(who), "bodies": quoted(bodies), "origin": server.origin,
        }  # fmt: skip
        table.add(name, server.load("/", seconds=seconds, connections=WRITERS, script=script))


def quoted(words):
    return ", ".join(json.dumps(word) for word in words)


@contextmanager
def working():
    """With a worker beside, as the site always has one, and at rest: what waited since the crowd came is done before."""
    call_command("work", once=True)
    worker = subprocess.Popen([sys.executable, "manage.py", "work"], cwd=ROOT)
    try:
        time.sleep(FIRST_ROUNDS)
        yield
    finally:
        worker.terminate()
        # It ends the round that it is at: with a large crowd that takes a while.
        worker.wait(120)


def answer():
    """Tell growth.py, line by line, which pages there are with a path and a cookie each, and what one takes when made."""
    with translation.override("fr"):
        pages = Subject().pages()
        whole = {f"{name}: {who}": seen for name, seen in pages.items() for who in ("visitor", "signed in")}
        whole = {name: (path, None if name.endswith("visitor") else reader) for name, (path, reader) in whole.items()}
        for line in sys.stdin:
            if name := json.loads(line):
                say(json.dumps(made(*whole[name])))
            else:
                found = {name: (path, cookie_of(reader) if reader else "") for name, (path, reader) in whole.items()}
                say(json.dumps(found))


def crowd(times):
    """A scratch site with its crowd, so many times the usual one."""
    call_command("migrate", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
    if not User.objects.exists():
        call_command("populate", times=times)


def asked():
    """What the command line says."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--times", type=float, default=1, help="so many times 100,000 contributions")
    arguments.add_argument("--seconds", type=int, default=5, help="of load for each measurement")
    arguments.add_argument("--workers", type=int, default=2)
    arguments.add_argument("--only", nargs="*", default=[], help="what the rows to measure have in their names")
    arguments.add_argument("--inside", action="store_true", help="answer growth.py")
    arguments.add_argument("--keep", type=Path, default=ROOT / "data")
    return arguments.parse_args()


def main():
    given = asked()
    if given.inside:
        return answer()
    if not shutil.which("wrk"):
        raise SystemExit("wrk is missing: on Debian or Ubuntu, apt install wrk.")
    crowd(given.times)
    given.keep.mkdir(exist_ok=True)
    table = Table(given.keep / f"benchmark-{connection.vendor}-{given.times:g}.json")
    say(f"{platform.machine()}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}, Python {platform.python_version()}")
    say(f"{connection.vendor}, ×{given.times:g}, {given.workers} workers, {CONNECTIONS} connections ({WRITERS} who write)")
    say_what_is_set_out()
    table.head()
    with translation.override("fr"), Server("config.wsgi:application", dict(os.environ), given.workers) as server:
        subject = Subject()
        measure_pages(table, server, subject, given.seconds, given.only)
        if only(given.only, dict.fromkeys(VERBS)):
            with working():
                measure_verbs(table, server, subject, given.seconds, given.only)
    table.keep()


if __name__ == "__main__":
    main()
