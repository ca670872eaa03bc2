"""How long the whole site takes to its first page, and what it needs in memory: prints both, asserts nothing.

.venv/bin/python benchmarks/at_rest.py [2], with so many web processes, on the site in DATA_DIR. Memory is the proportional
set size of every process, the worker included: before anybody came, and after each kind of page was asked for by visitors.
"""

import os
import re
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT)]
os.environ.update(PYJAMA_DEMO="1", LOG_LEVEL="ERROR", SECRET_KEY="x" * 50)

from served import Server, free_port  # noqa: E402

SETTLED_SECONDS = 5
PATHS = ["/fr/", "/fr/appels/", "/fr/ce-que-votre-aide-a-change/", "/en/", "/en/calls/"]
ANSWERED = 200


class Site(Server):
    """The site as `manage.py serve` serves it, with its worker."""

    def __init__(self, workers):
        self.port = free_port()
        self.origin = f"http://127.0.0.1:{self.port}"
        command = [sys.executable, "manage.py", "serve", "--workers", str(workers), "--port", str(self.port)]
        self.process = subprocess.Popen(command, cwd=ROOT)  # noqa: S603

    def processes(self):
        """The ids of all of its processes."""
        found = [self.process.pid]
        for pid in found:
            found += map(int, Path(f"/proc/{pid}/task/{pid}/children").read_text().split())
        return found

    def megabytes(self):
        return [proportional_set_size(pid) for pid in self.processes()]


def proportional_set_size(pid):
    return int(re.search(r"^Pss:\s+(\d+)", Path(f"/proc/{pid}/smaps_rollup").read_text(), re.MULTILINE)[1]) / 1024


def say(what, parts):
    sys.stdout.write(f"{what}: {sum(parts):.0f} MB ({' + '.join(f'{part:.0f}' for part in parts)})\n")


def main(workers=2):
    began = time.monotonic()
    with Site(workers) as site:
        site.get(PATHS[0])
        sys.stdout.write(f"first page after {time.monotonic() - began:.2f} s, load {os.getloadavg()[0]:.1f}\n")
        time.sleep(SETTLED_SECONDS)
        say("at rest", site.megabytes())
        for path in PATHS * 5 * workers:
            site.get(path)
        say("after pages", site.megabytes())


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
