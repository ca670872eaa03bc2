"""What becomes of a served site when everything goes wrong at once; prints what was found, as JSON.

.venv/bin/python benchmarks/site_faults.py kills [50] [20]      the whole server killed while so many clients post
.venv/bin/python benchmarks/site_faults.py writers [50] [10]    so many clients post so many each to one call
.venv/bin/python benchmarks/site_faults.py full [64]            the disk of the data, of so many megabytes, fills up (root)

On the demo world in DATA_DIR, whose copy they work on.
"""

import atexit
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "benchmarks")]
TOLD, FOLDER = Path(os.environ["DATA_DIR"]), Path(tempfile.mkdtemp(prefix="pyjama-faults-"))
os.environ.update(DJANGO_SETTINGS_MODULE="config.settings", DATA_DIR=str(FOLDER), PYJAMA_DEMO="1", SECRET_KEY="x" * 50)
os.environ["LEAST_FREE_MB"] = "0"

import django  # noqa: E402

django.setup()

from clients import TOKEN, Client, Site, form, run  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection, connections  # noqa: E402
from django.db.models import Count  # noqa: E402
from django.test import Client as Browser  # noqa: E402

from pyjama.accounts.models import User  # noqa: E402
from pyjama.contributions.models import Contribution  # noqa: E402
from pyjama.core import clock  # noqa: E402
from pyjama.core.gathering import are_stale  # noqa: E402
from pyjama.karma.models import Entry  # noqa: E402
from pyjama.world.build import World  # noqa: E402
from tests.journeys.site import free_port  # noqa: E402
from tests.world import copy_world  # noqa: E402

MEGABYTE = 2**20


def make_site():
    """A copy of the world, and what the server gives beside it."""
    copy_world(TOLD)
    call_command("migrate", verbosity=0)
    if (TOLD / "static").is_dir():
        shutil.copytree(TOLD / "static", FOLDER / "static", dirs_exist_ok=True)
    if are_stale():
        call_command("collectstatic", verbosity=0, interactive=False)


def manage(*words):
    process = subprocess.Popen([sys.executable, "manage.py", *words], cwd=ROOT, stdout=subprocess.DEVNULL)  # noqa: S603
    atexit.register(process.kill)
    return process


def cookies(number):
    """The sessions of so many people who are here for a month, as browsers send them."""
    long_ago = clock.now() - timedelta(days=30)
    people = [
        User.objects.create_user(f"client{n}@example.net", display_name=f"Client {n}", joined_at=long_ago)
        for n in range(number)
    ]
    return [cookie_of(person) for person in people]


def cookie_of(person):
    browser = Browser()
    browser.force_login(person)
    morsels = [f"{name}={morsel.value}" for name, morsel in browser.cookies.items()]
    return "; ".join([*morsels, f"csrftoken={TOKEN}"])


def clients_of(site, number, most=None, people=4):
    path, given = World().call("slogans").get_absolute_url(), cookies(number * people)
    return [Client(site, path, given[turn * people : (turn + 1) * people], most) for turn in range(number)]


def found(clients):
    """What stands in the database of all that was acknowledged."""
    kept = [key for client in clients for key in client.kept]
    theirs = Contribution.objects.filter(author__email__startswith="client")
    doubled = theirs.values("submission_key").annotate(number=Count("pk")).filter(number__gt=1)
    call = World().call("slogans")
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA integrity_check")
        checked = cursor.fetchone()[0]
    awarded = Entry.objects.filter(person__email__startswith="client").count()
    return {
        "acknowledged": len(kept),
        "lost": len(kept) - theirs.filter(submission_key__in=kept).count(),
        "doubled": doubled.count(),
        "counted wrong": abs(call.contribution_count - call.contributions.answers().count()),
        "awards too many or too few": abs(awarded - theirs.count()),
        "integrity": checked,
    }


def kills(number=50, clients=20):
    """Kill the server at any moment, and start it again at once."""
    make_site()
    site = Site(free_port(), FOLDER)
    site.start()
    # The longer it takes, the more people are needed, so that none posts more than one may.
    posting = clients_of(site, clients, people=4 + number)
    connections.close_all()
    stop, seconds = run(posting), []
    for _kill in range(number):
        time.sleep(random.uniform(0.2, 0.8))  # noqa: S311
        site.kill()
        seconds.append(site.start())
    stop()
    site.stop()
    tries = sum(client.tries for client in posting)
    times = {"ready again in, median": sorted(seconds)[number // 2], "ready again in, slowest": max(seconds)}
    return {"kills": number, "clients": clients, "tries": tries} | found(posting) | rounded(times) | refusals(posting)


def rounded(times):
    return {name: round(value, 2) for name, value in times.items()}


def refusals(clients):
    return {"answers that were errors": sorted({status for client in clients for status in client.refused})}


def writers(number=50, each=10):
    """All write to one call, with a worker and a backup beside them."""
    make_site()
    site = Site(free_port(), FOLDER, workers=8)
    site.start()
    posting = clients_of(site, number, most=each, people=1)
    connections.close_all()
    worker = subprocess.Popen([sys.executable, "manage.py", "work"], cwd=ROOT)
    began = time.monotonic()
    run(posting)
    backup = manage("backup", str(FOLDER / "backup.tar.gz")).wait()
    for client in posting:
        client.join()
    took = time.monotonic() - began
    worker.terminate()
    worker.wait(20)
    site.stop()
    seconds = sorted(second for client in posting for second in client.seconds)
    times = {"a second": len(seconds) / took, "p95 seconds": seconds[int(len(seconds) * 0.95)], "slowest": seconds[-1]}
    locked = site.log.read_text().count("database is locked")
    return (
        {"writers": number, "locked": locked, "backup ended with": backup}
        | found(posting)
        | rounded(times)
        | refusals(posting)
    )


@contextmanager
def small_disk(megabytes):
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", str(FOLDER)], check=True)  # noqa: S603, S607
    try:
        yield
    finally:
        connections.close_all()
        subprocess.run(["umount", str(FOLDER)], check=True)  # noqa: S603, S607


def fill_up(leave):
    """Take all the room but so many bytes."""
    with (FOLDER / "ballast").open("ab") as file:
        while (free := shutil.disk_usage(FOLDER).free) > leave:
            os.write(file.fileno(), bytes(min(free - leave, MEGABYTE)))


def full(megabytes=64):
    """Below the floor, then with no byte left, then with room again."""
    with small_disk(megabytes):
        make_site()
        floor = Site(free_port(), FOLDER, LEAST_FREE_MB="8")
        none = Site(free_port(), FOLDER)
        floor.start()
        none.start()
        return live_through_full_disk(floor, none, cookies(8))


def live_through_full_disk(floor, none, people):
    call = World().call("slogans").get_absolute_url()
    posting = [Client(none, call, [person], most=EACH_WHILE_FULL) for person in people[:2]]
    connections.close_all()
    before = try_all(floor, call, people[2:4])
    fill_up(6 * MEGABYTE)
    below = try_all(floor, call, people[2:4])
    stop = run(posting)
    fill_up(0)
    without = try_all(none, call, people[4:6])
    (FOLDER / "ballast").unlink()
    began = time.monotonic()
    while try_all(none, call, people[6:7])["posts"] != [302] or try_all(floor, call, people[7:8])["posts"] != [302]:
        time.sleep(0.05)
    resumed = time.monotonic() - began
    for client in posting:
        client.join()
    stop()
    for site in (floor, none):
        site.stop()
    told = {
        "before": before,
        "below the floor": below,
        "without a byte": without,
        "writes again after seconds": round(resumed, 2),
    }
    return told | found(posting) | refusals(posting)


EACH_WHILE_FULL = 10


def try_all(site, call, people):
    """What readers and writers get, in both languages."""
    french = call.replace("/en/calls/", "/fr/appels/")
    reads = [site.ask("GET", path, cookie=cookie)[0] for path in (call, french) for cookie in ["", *people]]
    posts = []
    for cookie, path in zip(people, (call, french), strict=False):
        status, text = site.ask("POST", path, form(os.urandom(16).hex(), WORDS), cookie)
        posts.append(status)
        if status == 503 and (WORDS not in text or SAYS[path == french] not in text):
            posts.append("without what was typed, or in another language")
    return {"reads": sorted({*reads}), "posts": posts}


WORDS = "Beans, bread and a soup that lasts three days."
SAYS = ["The site has no room for anything new", "Le site n’a plus de place pour rien de nouveau"]

if __name__ == "__main__":
    what, *numbers = sys.argv[1:]
    try:
        sys.stdout.write(json.dumps({"kills": kills, "writers": writers, "full": full}[what](*map(int, numbers))) + "\n")
    finally:
        shutil.rmtree(FOLDER, ignore_errors=True)
