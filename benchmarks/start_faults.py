"""So many processes start at once on an empty folder of data, half of them web servers: prints what came of it, as JSON.

.venv/bin/python benchmarks/start_faults.py [20]. DATABASE_URL names an empty PostgreSQL in the place of SQLite.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "benchmarks")]
FOLDER = Path(tempfile.mkdtemp(prefix="pyjama-faults-"))
os.environ.update(DJANGO_SETTINGS_MODULE="config.settings", DATA_DIR=str(FOLDER), PYJAMA_DEMO="1", SECRET_KEY="x" * 50)

from clients import SERVE, Site  # noqa: E402

from tests.journeys.site import free_port  # noqa: E402

PATIENCE = 240
FIRST = "{python} manage.py migrate --verbosity 0 && exec {python} "
WEB = FIRST + "{serve} --workers 1 --port {port}"
WORKER = FIRST + "manage.py work --once"


def start(command, port=0):
    line = command.format(python=sys.executable, serve=SERVE, port=port)
    with (FOLDER / f"log-{port or os.urandom(4).hex()}.txt").open("w") as log:
        return subprocess.Popen(["/bin/sh", "-c", line], cwd=ROOT, stdout=log, stderr=log)  # noqa: S603


def healthy(port, until):
    """Whether the server at this port becomes ready."""
    site = Site(port, FOLDER)
    while time.monotonic() < until:
        if site.ask("GET", "/healthz/ready")[0] == 200:
            return True
        time.sleep(0.2)
    return False


def main(number=20):
    ports = [free_port() for _ in range(number // 2)]
    began = time.monotonic()
    webs = [start(WEB, port) for port in ports]
    workers = [start(WORKER) for _ in range(number - len(ports))]
    codes = [worker.wait(PATIENCE) for worker in workers]
    ready = sum(healthy(port, began + PATIENCE) for port in ports)
    took = time.monotonic() - began
    for web in webs:
        web.terminate()
        web.wait(20)
    logs = "".join(log.read_text() for log in FOLDER.glob("log-*.txt"))
    return {
        "processes": number,
        "web servers ready": ready,
        "workers that ended well": codes.count(0),
        "tracebacks": logs.count("Traceback"),
        "seconds until the last": round(took, 1),
        "migrations applied twice": applied_twice(),
    }


def applied_twice():
    import django

    django.setup()
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) - count(DISTINCT app || ' ' || name) FROM django_migrations")
        return cursor.fetchone()[0]


if __name__ == "__main__":
    sys.stdout.write(json.dumps(main(*map(int, sys.argv[1:]))) + "\n")
