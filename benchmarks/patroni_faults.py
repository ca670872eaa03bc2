"""What becomes of a site on a Patroni pair whose primary dies under load; prints what was found, as JSON.

.venv/bin/python benchmarks/patroni_faults.py [1] [8]     the primary killed so often, while so many clients post

On the demo world in DATA_DIR, whose copy it works on. Needs the Debian packages patroni, etcd-server and postgresql.
"""

import atexit
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "benchmarks")]

from clients import TOKEN, Client, Site, run  # noqa: E402

from tests.journeys.site import free_port  # noqa: E402

PROGRAMS = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
NEEDED = ("patroni", "etcd")
PATIENCE = 90
# Each client is so many, as one person may not post on and on.
PEOPLE = 8
# Twenty seconds is the shortest that Patroni allows: so long a primary that says nothing keeps its place.
PAIR = """
scope: pyjama
name: {name}
restapi: {{listen: "127.0.0.1:{api}", connect_address: "127.0.0.1:{api}"}}
etcd3: {{host: "127.0.0.1:{etcd}"}}
bootstrap:
  dcs:
    ttl: 20
    loop_wait: 2
    retry_timeout: 3
    synchronous_mode: true
    postgresql: {{use_pg_rewind: true, parameters: {{wal_log_hints: "on", max_connections: 60}}}}
  initdb: [{{encoding: UTF8}}, {{locale: C.UTF-8}}, {{auth: trust}}]
postgresql:
  listen: "127.0.0.1:{port}"
  connect_address: "127.0.0.1:{port}"
  data_dir: {folder}/data
  bin_dir: {programs}
  pgpass: {folder}/pgpass
  parameters: {{unix_socket_directories: "{folder}"}}
  authentication: {{superuser: {{username: postgres}}, replication: {{username: postgres}}, rewind: {{username: postgres}}}}
  pg_hba: ["host all all 127.0.0.1/32 trust", "host replication all 127.0.0.1/32 trust", "local all all trust"]
"""


def absent():
    """What is not here (list of str)."""
    return [*(name for name in NEEDED if not shutil.which(name)), *([] if PROGRAMS else ["postgresql"])]


def wait_for(answers, what):
    """The seconds until a function says yes."""
    began = time.monotonic()
    while not answers():
        if time.monotonic() - began > PATIENCE:
            raise SystemExit(f"{what}: not within {PATIENCE} seconds.")
        time.sleep(0.05)
    return time.monotonic() - began


def begin(folder, *command):
    """A process in a group of its own, as somebody who may run PostgreSQL."""
    user = "postgres" if os.geteuid() == 0 else None
    with (folder / "log.txt").open("a") as log:
        process = subprocess.Popen(  # noqa: S603
            [*map(str, command)],
            cwd=folder,
            stdout=log,
            stderr=log,
            process_group=0,
            user=user,
            env={"PATH": os.environ["PATH"]},
        )
    atexit.register(kill, process)
    return process


def kill(process):
    """As a machine that loses its power: whatever runs in this process's group is gone at once."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


class Machine:
    """One of the pair: Patroni, and the PostgreSQL that it keeps."""

    def __init__(self, folder, etcd):
        self.folder, self.port, self.api = folder, free_port(), free_port()
        folder.mkdir()
        facts = {"name": folder.name, "folder": folder, "programs": PROGRAMS[-1], "etcd": etcd}
        (folder / "patroni.yml").write_text(PAIR.format(api=self.api, port=self.port, **facts))
        if os.geteuid() == 0:
            shutil.chown(folder, "postgres")

    def start(self):
        self.process = begin(self.folder, shutil.which("patroni"), self.folder / "patroni.yml")
        atexit.register(self.kill)

    def kill(self):
        """Patroni first, that it may say nothing more; PostgreSQL has a group of its own."""
        kill(self.process)
        with suppress(FileNotFoundError, ProcessLookupError):
            postmaster = int((self.folder / "data" / "postmaster.pid").read_text().split()[0])
            if Path(f"/proc/{postmaster}/cwd").resolve() == self.folder / "data":
                os.killpg(os.getpgid(postmaster), signal.SIGKILL)

    def says(self, what):
        """Whether Patroni says that this machine is so: `primary`, `synchronous`."""
        try:
            with urlopen(f"http://127.0.0.1:{self.api}/{what}", timeout=2) as answer:
                return answer.status == 200
        except (URLError, HTTPError, OSError):
            return False


def start_pair(folder):
    """Two machines, one of which follows the other."""
    etcd, peers = free_port(), free_port()
    (folder / "etcd").mkdir()
    if os.geteuid() == 0:
        shutil.chown(folder / "etcd", "postgres")
    client, peer = f"http://127.0.0.1:{etcd}", f"http://127.0.0.1:{peers}"
    words = ["--data-dir", "data", "--listen-client-urls", client, "--advertise-client-urls", client, "--name", "only"]
    words += ["--listen-peer-urls", peer, "--initial-advertise-peer-urls", peer, "--initial-cluster", f"only={peer}"]
    begin(folder / "etcd", shutil.which("etcd"), *words, "--unsafe-no-fsync")
    pair = [Machine(folder / name, etcd) for name in ("one", "two")]
    pair[0].start()
    wait_for(lambda: pair[0].says("primary"), "The first primary")
    pair[1].start()
    wait_for(lambda: pair[1].says("synchronous"), "The first replica")
    return pair


def address(pair):
    """Both of them: the library that connects goes on to the one that takes anything in."""
    ports = ",".join(str(machine.port) for machine in pair)
    facts = f"host=127.0.0.1,127.0.0.1&port={ports}&user=postgres&target_session_attrs=read-write&connect_timeout=3"
    return f"postgres:///postgres?{facts}"


def make_site(told):
    """The world in the pair; gives the path of a call."""
    import django

    django.setup()
    from django.core.management import call_command

    from pyjama.world.build import World
    from tests.world import copy_world

    call_command("migrate", verbosity=0)
    copy_world(told)
    call_command("collectstatic", verbosity=0, interactive=False)
    return World().call("slogans").get_absolute_url()


def cookies(number):
    """The sessions of so many people who are here for a month, as browsers send them."""
    from django.db import connections
    from django.test import Client as Browser

    from pyjama.accounts.models import User
    from pyjama.core import clock

    long_ago, given = clock.now() - timedelta(days=30), []
    for turn in range(number):
        person = User.objects.create_user(f"client{turn}@example.net", display_name=f"Client {turn}", joined_at=long_ago)
        browser = Browser()
        browser.force_login(person)
        morsels = [f"{name}={morsel.value}" for name, morsel in browser.cookies.items()]
        given.append("; ".join([*morsels, f"csrftoken={TOKEN}"]))
    connections.close_all()
    return given


def found(clients):
    """What stands in the database of all that was acknowledged."""
    from django.db.models import Count

    from pyjama.contributions.models import Contribution
    from pyjama.karma.models import Entry

    kept = [key for client in clients for key in client.kept]
    theirs = Contribution.objects.filter(author__email__startswith="client")
    doubled = theirs.values("submission_key").annotate(number=Count("pk")).filter(number__gt=1)
    return {
        "acknowledged": len(kept),
        "lost": len(kept) - theirs.filter(submission_key__in=kept).count(),
        "doubled": doubled.count(),
        "awards too many or too few": abs(Entry.objects.filter(person__email__startswith="client").count() - theirs.count()),
    }


def deaths(number, clients, folder, told):
    """Kill the primary so often; each time the other one takes over, and the dead one comes back as its replica."""
    pair = start_pair(folder)
    os.environ["DATABASE_URL"] = address(pair)
    path, given = make_site(told), cookies(clients * PEOPLE)
    site = Site(free_port(), folder)
    site.start()
    worker = subprocess.Popen([sys.executable, "manage.py", "work"], cwd=ROOT, process_group=0, stderr=subprocess.DEVNULL)
    atexit.register(kill, worker)
    posting = [Client(site, path, given[turn * PEOPLE : (turn + 1) * PEOPLE]) for turn in range(clients)]
    stop = run(posting)
    times = [die(pair, posting) for _death in range(number)]
    time.sleep(3)
    stop()
    worker.terminate()
    site.stop()
    refused = sorted({status for client in posting for status in client.refused})
    seconds = {
        "acts go on after seconds": [time[0] for time in times],
        "a pair again after seconds": [time[1] for time in times],
    }
    return {"deaths": number, "clients": clients} | seconds | found(posting) | {"answers that were errors": refused}


def die(pair, posting):
    """Kill the primary under load; gives the seconds until acts are acknowledged, and then until it is a pair again."""
    time.sleep(5)
    primary, other = sorted(pair, key=lambda machine: not machine.says("primary"))
    primary.kill()
    began = time.monotonic()
    wait_for(lambda: other.says("primary"), "The new primary")
    before = acknowledged(posting)
    wait_for(lambda: acknowledged(posting) > before, "The first act")
    seconds = time.monotonic() - began
    primary.start()
    return round(seconds, 1), round(wait_for(lambda: primary.says("synchronous"), "The new replica"), 1)


def acknowledged(posting):
    return sum(len(client.kept) for client in posting)


if __name__ == "__main__":
    if missing := absent():
        raise SystemExit(f"Not installed: {', '.join(missing)}.")
    number, clients = [*map(int, sys.argv[1:]), *(1, 8)[len(sys.argv) - 1 :]]
    told, folder = Path(os.environ["DATA_DIR"]), Path(tempfile.mkdtemp(prefix="pyjama-pair-", dir="/tmp"))
    folder.chmod(0o755)
    os.environ.update(DJANGO_SETTINGS_MODULE="config.settings", DATA_DIR=str(folder), PYJAMA_DEMO="1", SECRET_KEY="x" * 50)
    # What is asked for first is done last: the servers end before their folder goes.
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    sys.stdout.write(json.dumps(deaths(number, clients, folder, told)) + "\n")
