"""What the hot pages cost on a large site beside a small one, taken in turns so that a busy machine is as busy for both.

.venv/bin/python benchmarks/growth.py SMALL LARGE [--rounds 5] [--seconds 2] [--only list home]

SMALL and LARGE are the addresses (DATABASE_URL) of two PostgreSQL with a crowd each. `made` is a page that somebody has just
posted to, the best of all rounds; `cpu` what an answer takes of the server's processor, and p95 how long it takes over eight
connections, both the median of the rounds.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path
from statistics import median

from served import Server

SITE = Path(__file__).with_name("site.py")
COLUMNS = "{:<36}{:>5}{:>8}{:>8}{:>7}{:>8}{:>8}{:>7}{:>9}{:>9}{:>7}"
HEAD = ["", "q", "made", "ms", "ratio", "cpu", "ms", "ratio", "p95", "ms", "ratio"]
CONNECTIONS = 8


class Crowd:
    """One of the two: a server, and a process beside it that knows its pages and makes them."""

    def __init__(self, address, stack):
        folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="pyjama-growth-"))
        settings = {
            "DJANGO_SETTINGS_MODULE": "config.settings",
            "PYJAMA_DEMO": "1",
            "LOG_LEVEL": "ERROR",
            "SECRET_KEY": "x" * 50,
        }
        environment = os.environ | settings | {"DATABASE_URL": address, "DATA_DIR": folder}
        collect = [sys.executable, "manage.py", "collectstatic", "--noinput", "--verbosity", "0"]
        subprocess.run(collect, env=environment, check=True)  # noqa: S603
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
        self.inside = stack.enter_context(subprocess.Popen([sys.executable, SITE, "--inside"], env=environment, **pipes))  # noqa: S603
        self.pages = self.ask("")
        self.server = stack.enter_context(Server("config.wsgi:application", environment))

    def ask(self, what):
        self.inside.stdin.write(json.dumps(what) + "\n")
        self.inside.stdin.flush()
        return json.loads(self.inside.stdout.readline())


class Page:
    """One page of one crowd, with what each round found."""

    def __init__(self, crowd, name):
        self.crowd, self.name, self.queries, self.made, self.cpu, self.p95 = crowd, name, 0, [], [], []

    def go_round(self, seconds):
        """Make it, and load it; say whether its reader may."""
        if not (made := self.crowd.ask(self.name)):
            return False
        path, cookie = self.crowd.pages[self.name]
        load = self.crowd.server.load(path, seconds=seconds, connections=CONNECTIONS, cookie=cookie)
        self.queries = made[0]
        for found, value in zip((self.made, self.cpu, self.p95), (float(made[1]), load.cpu, load.p95), strict=True):
            found.append(value)
        return True


def row(small, large):
    pairs = [
        (min(small.made), min(large.made)),
        *((median(a), median(b)) for a, b in [(small.cpu, large.cpu), (small.p95, large.p95)]),
    ]
    numbers = [cell for a, b in pairs for cell in (f"{a:,.1f}", f"{b:,.1f}", f"{b / a:.2f}")]
    return [large.name, f"{small.queries}/{large.queries}", *numbers]


def say(cells):
    sys.stdout.write(COLUMNS.format(*cells) + "\n")
    sys.stdout.flush()


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("addresses", nargs=2)
    arguments.add_argument("--rounds", type=int, default=5)
    arguments.add_argument("--seconds", type=int, default=2)
    arguments.add_argument("--only", nargs="*", default=[""], help="what the rows to measure have in their names")
    given = arguments.parse_args()
    with ExitStack() as stack:
        crowds = [Crowd(address, stack) for address in given.addresses]
        stack.callback(lambda: [crowd.inside.stdin.close() for crowd in crowds])
        sys.stdout.write(f"load {os.getloadavg()[0]:.1f}, {given.rounds} rounds of {given.seconds} s\n")
        say(HEAD)
        for names in zip(*(crowd.pages for crowd in crowds), strict=True):
            pages = [Page(crowd, name) for crowd, name in zip(crowds, names, strict=True)]
            if any(word in names[0] for word in given.only):
                rounds = [page.go_round(given.seconds) for _round in range(given.rounds) for page in pages]
                if all(rounds):
                    say(row(*pages))
        sys.stdout.write(f"load {os.getloadavg()[0]:.1f}\n")


if __name__ == "__main__":
    main()
