"""The machines of a larger site, as processes of this one: PostgreSQL and its replica, Valkey, pgbouncer, nodes, workers."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path
from shutil import which
from urllib.error import URLError
from urllib.parse import quote
from urllib.request import Request, urlopen

import psycopg

from tests.journeys.site import OF_THE_MACHINE, TREE, free_port

PATIENCE = 60
NAMES = {"valkey": ("valkey-server", "redis-server"), "pgbouncer": ("pgbouncer",)}
POOLER = """
[databases]
pyjama = host={host} port={port} dbname={name} user=postgres
[pgbouncer]
pool_mode = transaction
default_pool_size = 3
auth_type = any
listen_addr =
listen_port = {port}
unix_socket_dir = {folder}
"""


def program(name):
    """Where a program is (str), or None; Debian keeps servers where only root looks."""
    path = os.environ["PATH"] + ":/usr/sbin"
    return next((found for each in NAMES[name] if (found := which(each, path=path))), None)


def absent():
    """The programs that are not here (list of str)."""
    return [name for name in NAMES if not program(name)]


def wait_for(answers, what):
    """Wait until a function says yes."""
    deadline = time.monotonic() + PATIENCE
    while not answers():
        assert time.monotonic() < deadline, f"{what} does not answer."
        time.sleep(0.05)


def is_served(origin):
    """Say whether the site answers at an address."""
    try:
        with urlopen(f"{origin}/healthz", timeout=5) as answer:
            return answer.status == 200
    except (URLError, ConnectionError, TimeoutError):
        return False


class Machine:
    """A process in a folder of its own; `log` has what it says. Servers that refuse root run as `user`."""

    ENDS = signal.SIGTERM

    def __init__(self, folder, user=None):
        self.folder, self.log, self.user = folder, folder / "log.txt", user
        folder.mkdir()
        if user is not None:
            os.chown(folder, user, -1)

    def run(self, *command, **variables):
        """Begin a command."""
        environment = {name: value for name, value in os.environ.items() if name in OF_THE_MACHINE} | variables
        with self.log.open("a") as log:
            self.process = subprocess.Popen(
                [*map(str, command)], cwd=TREE, env=environment, stdout=log, stderr=log, user=self.user, process_group=0
            )

    def end(self):
        """Ask it to end, once: granian takes a second time for something else."""
        self.process.send_signal(self.ENDS)

    def wait(self):
        """Wait until it has ended, but not for ever."""
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def stop(self):
        self.end()
        self.wait()


class Postgres(Machine):
    """A server that is a copy of another one (by `host`, the folder of its socket), and its replica where `follows`."""

    PORT = 5432
    # Without waiting for whoever is connected.
    ENDS = signal.SIGINT

    def __init__(self, folder, host, name, *, follows=False):
        user = Path(host).stat().st_uid if os.geteuid() == 0 else None
        super().__init__(folder, user)
        self.name, self.programs = name, Path(os.environ["POSTGRES_PROGRAMS"])
        copy = [
            self.programs / "pg_basebackup",
            "-h",
            host,
            "-U",
            "postgres",
            "-D",
            folder / "data",
            "-c",
            "fast",
            "--no-sync",
        ]
        self.run(*copy, *(["-R"] if follows else []))
        assert self.process.wait(PATIENCE) == 0, self.log.read_text()
        # What is acknowledged is in the log; nothing here must survive a power cut.
        options = {"unix_socket_directories": folder, "listen_addresses": "", "fsync": "off", "synchronous_commit": "on"}
        words = [f"--{option}={value}" for option, value in options.items()]
        self.run(self.programs / "postgres", "-D", folder / "data", *words)
        wait_for(self.answers, "PostgreSQL")

    @property
    def url(self):
        return f"postgres://postgres@{quote(str(self.folder), safe='')}:{self.PORT}/{self.name}"

    def answers(self):
        try:
            return self.ask("SELECT 1")
        except psycopg.OperationalError:
            assert self.process.poll() is None, self.log.read_text()
            return False

    def ask(self, statement, *values):
        """The rows that a statement gives."""
        facts = f"host={self.folder} port={self.PORT} user=postgres dbname={self.name}"
        with closing(psycopg.connect(facts, autocommit=True)) as connection:
            cursor = connection.execute(statement, values)
            return cursor.fetchall() if cursor.description else []


class Valkey(Machine):
    def __init__(self, folder):
        super().__init__(folder)
        self.port = free_port()
        self.url = f"redis://127.0.0.1:{self.port}/0"
        self.start()

    def start(self):
        words = ["--port", self.port, "--bind", "127.0.0.1", "--save", "", "--dir", self.folder]
        self.run(program("valkey"), *words)
        wait_for(self.answers, "Valkey")

    def answers(self):
        with closing(socket.socket()) as probe:
            return probe.connect_ex(("127.0.0.1", self.port)) == 0


class Files(Machine):
    """A service that speaks S3, with a bucket."""

    def __init__(self, folder):
        super().__init__(folder)
        port = free_port()
        self.settings = {"FILES_BUCKET": "pyjama", "FILES_ENDPOINT": f"http://127.0.0.1:{port}", "FILES_REGION": "us-east-1"}
        self.settings |= {"FILES_KEY": "pyjama", "FILES_SECRET": "open-sesame"}
        self.run(sys.executable, "-m", "moto.server", "--host", "127.0.0.1", "--port", port)
        wait_for(self.has_bucket, "The bucket")

    def has_bucket(self):
        try:
            with urlopen(Request(f"{self.settings['FILES_ENDPOINT']}/pyjama", method="PUT"), timeout=5) as answer:
                return answer.status == 200
        except (URLError, ConnectionError):
            return False

    def names(self):
        """What is in it (list of str)."""
        with urlopen(f"{self.settings['FILES_ENDPOINT']}/pyjama?list-type=2", timeout=5) as answer:
            return re.findall("<Key>(.*?)</Key>", answer.read().decode())


class Pooler(Machine):
    """pgbouncer, which lends a few connections to a PostgreSQL, each for one transaction."""

    def __init__(self, folder, postgres):
        super().__init__(folder, postgres.user)
        facts = {"host": postgres.folder, "port": postgres.PORT, "name": postgres.name, "folder": folder}
        (folder / "pgbouncer.ini").write_text(POOLER.format(**facts))
        self.url = f"postgres://postgres@{quote(str(folder), safe='')}:{postgres.PORT}/pyjama"
        self.run(program("pgbouncer"), folder / "pgbouncer.ini")
        wait_for((folder / f".s.PGSQL.{postgres.PORT}").exists, "pgbouncer")


class Node(Machine):
    """A web server with one process, or a worker, with a folder of its own."""

    def __init__(self, folder, **variables):
        super().__init__(folder)
        self.variables = variables | {"DATA_DIR": str(folder), "PYJAMA_DEMO": "1", "NEWS_WAITS_SECONDS": "1"}

    def serve(self, port):
        self.port, self.origin = port, f"http://127.0.0.1:{port}"
        options = ["--interface", "wsgi", "--host", "127.0.0.1", "--workers", "1", "--blocking-threads", "1", "--no-ws"]
        command = [sys.executable, "-m", "granian", *options, "--port", port, "config.wsgi:application"]
        self.run(*command, **self.variables)

    def is_ready(self):
        assert self.process.poll() is None, self.log.read_text()
        return is_served(self.origin)

    def work(self):
        self.run(sys.executable, "manage.py", "work", **self.variables)

    def told_by(self, *words):
        """What a command of manage.py prints, with the settings of this machine."""
        environment = {name: value for name, value in os.environ.items() if name in OF_THE_MACHINE} | self.variables
        command = [sys.executable, "manage.py", *words]
        return subprocess.run(command, cwd=TREE, env=environment, stdout=subprocess.PIPE, text=True, check=False).stdout
