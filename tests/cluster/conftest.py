"""One site on several machines: two web nodes, two workers, PostgreSQL with a replica and a pooler, and Valkey."""

import os
import subprocess
import sys
import tempfile
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection

from pyjama.core import clock
from tests.cluster.machines import Files, Node, Pooler, Postgres, Valkey, absent, wait_for
from tests.cluster.visitor import Visitor
from tests.journeys.letters import Letters
from tests.journeys.site import TREE, free_port
from tests.world import told_in


@pytest.fixture(scope="package")
def letters():
    with Letters() as box:
        yield box


@pytest.fixture(scope="package")
def machines(folder):
    """A list of machines, which are all stopped in the end, the last one first."""
    started = []
    yield started
    for machine in reversed(started):
        machine.end()
    for machine in reversed(started):
        machine.wait()


@pytest.fixture(scope="package")
def folder():
    """A folder that servers reach which run as somebody else than root."""
    with tempfile.TemporaryDirectory(prefix="pyjama-cluster-", dir="/tmp") as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)


@pytest.fixture(scope="package")
def servers(django_db_setup, folder, machines):
    """PostgreSQL with the world in it, a replica that follows it, a pooler before it, Valkey, and a bucket."""
    if "POSTGRES_PROGRAMS" not in os.environ:
        pytest.skip("It copies the PostgreSQL that tests.postgres makes.")
    if absent():
        pytest.skip(f"Not installed: {', '.join(absent())}.")
    told = connection.settings_dict
    primary = Postgres(folder / "primary", told["HOST"], told["NAME"])
    machines.append(primary)
    replica = Postgres(folder / "replica", primary.folder, primary.name, follows=True)
    machines.append(replica)
    for kind, name in ((Valkey, "valkey"), (Files, "files")):
        machines.append(kind(folder / name))
    valkey, files = machines[-2:]
    machines.append(Pooler(folder / "pooler", primary))
    return SimpleNamespace(primary=primary, replica=replica, valkey=valkey, files=files, pooler=machines[-1])


@pytest.fixture(scope="package")
def site(servers, folder, machines, letters):
    """The whole of it; the first node and worker go through the pooler, the second node reads from the replica."""
    port = free_port()
    same = {"CACHE_URL": servers.valkey.url, "SECRET_KEY": settings.SECRET_KEY, "SITE_URL": f"http://127.0.0.1:{port}"}
    same |= {"MAIL_HOST": "127.0.0.1", "MAIL_PORT": str(letters.port)} | servers.files.settings
    pooled = same | {"DATABASE_URL": servers.pooler.url, "DATABASE_THROUGH_PGBOUNCER": "1"}
    direct = same | {"DATABASE_URL": servers.primary.url, "DATABASE_POOL": "4"}
    nodes = [Node(folder / "a", **pooled), Node(folder / "b", **direct, DATABASE_REPLICA_URL=servers.replica.url)]
    workers = [Node(folder / "c", **pooled), Node(folder / "d", **direct)]
    share_styles(folder, [*nodes, *workers])
    for node, at in zip(nodes, (port, free_port()), strict=True):
        node.serve(at)
    for worker in workers:
        worker.work()
    machines += [*nodes, *workers]
    for node in nodes:
        wait_for(node.is_ready, "The site")
    return SimpleNamespace(**vars(servers), nodes=nodes, workers=workers, letters=letters)


def share_styles(folder, nodes):
    """Give all of them the same collected files."""
    static = told_in() / "static" if told_in() else folder / "static"
    for node in nodes:
        (node.folder / "static").symlink_to(static)
    if not told_in():
        static.mkdir()
        command = [sys.executable, "manage.py", "collectstatic", "--noinput"]
        environment = os.environ | nodes[0].variables
        subprocess.run(command, cwd=TREE, env=environment, check=True, capture_output=True)


@pytest.fixture
def at_browser(site):
    """A function: `at_browser(person)` is somebody signed in, `at_browser()` a visitor."""

    def come(person=None):
        return Visitor(site.nodes, session_of(site.primary, person) if person else "")

    return come


def session_of(primary, person):
    """The key of a session in which she is signed in, written straight into the site's database."""
    backend = settings.AUTHENTICATION_BACKENDS[0]
    session = SessionStore()
    key, data = session._get_new_session_key(), {SESSION_KEY: str(person.pk), BACKEND_SESSION_KEY: backend}
    data[HASH_SESSION_KEY] = person.get_session_auth_hash()
    row = key, session.encode(data), clock.now() + timedelta(days=1)
    primary.ask("INSERT INTO django_session (session_key, session_data, expire_date) VALUES (%s, %s, %s)", *row)
    return key
