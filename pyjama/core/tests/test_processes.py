"""Programs that live and die together."""

import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import contextmanager

import pytest

from pyjama.core.processes import port_is_free

pytestmark = pytest.mark.once

RUN = """
import sys
from pyjama.core.processes import run_together
PYTHON = sys.executable
SLEEP = [PYTHON, "-c", "import time; print('up', flush=True); time.sleep(60)"]
DEAF = [PYTHON, "-c", "import signal, time; signal.signal(15, signal.SIG_IGN); print('up', flush=True); time.sleep(60)"]
import pyjama.core.processes as processes
processes.PATIENCE = 1
sys.exit(run_together([{programs}], is_ready=lambda: True, when_ready=lambda: print("ready", flush=True)))
"""


@contextmanager
def started(*programs):
    """Run these in a process of their own, given once both they and it say so."""
    code = RUN.replace("{programs}", ", ".join(programs))
    # Unbuffered, a line would be two writes, and two programs' lines could mix.
    environment = os.environ | {"PYTHONUNBUFFERED": ""}
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True, env=environment) as parent:
        assert {parent.stdout.readline() for _ in range(3)} == {"up\n", "ready\n"}
        yield parent


def ending_with(code):
    return f'[PYTHON, "-c", "import sys, time; print(\'up\', flush=True); time.sleep(0.3); sys.exit({code})"]'


def is_closed(stream):
    """Whether nobody can write to it any more: our child and all that it started are gone."""
    return stream.read() == ""


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_when_told_to_stop_all_stop_and_nothing_went_wrong(number):
    with started("SLEEP", "SLEEP") as parent:
        parent.send_signal(number)
        assert parent.wait(5) == 0
        assert is_closed(parent.stdout)


@pytest.mark.parametrize("code", [0, 3])
def test_when_one_ends_all_end_with_its_code(code):
    with started("SLEEP", ending_with(code)) as parent:
        assert parent.wait(5) == code
        assert is_closed(parent.stdout)


def test_one_that_does_not_listen_is_ended():
    with started("SLEEP", "DEAF") as parent:
        parent.terminate()
        began = time.monotonic()
        assert parent.wait(5) == 0
        assert time.monotonic() - began > 0.9
        assert is_closed(parent.stdout)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a program that its parent died")
def test_when_the_parent_is_killed_the_others_end():
    with started("SLEEP", "SLEEP") as parent:
        parent.kill()
        parent.wait(5)
        assert is_closed(parent.stdout)


def test_a_port_where_somebody_listens_is_not_free():
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        port = server.getsockname()[1]
        server.listen()
        assert not port_is_free(port)
    assert port_is_free(port)


FORK = """
import os, signal, sys, time
from pyjama.core.processes import forked_beside
def work():
    print("up", flush=True)
    time.sleep({seconds})
def stop(*_):
    sys.exit(7)
signal.signal(signal.SIGTERM, stop)
with forked_beside(work):
    print("ready", flush=True)
    time.sleep(60)
"""


@contextmanager
def forked(seconds):
    code, environment = FORK.replace("{seconds}", str(seconds)), os.environ | {"PYTHONUNBUFFERED": ""}
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True, env=environment) as parent:
        assert {parent.stdout.readline() for _ in range(2)} == {"up\n", "ready\n"}
        yield parent


@pytest.mark.parametrize("kill", [subprocess.Popen.terminate, subprocess.Popen.kill])
@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a program that its parent died")
def test_what_is_forked_ends_with_us(kill):
    with forked(60) as parent:
        kill(parent)
        parent.wait(5)
        assert is_closed(parent.stdout)


def test_when_what_is_forked_ends_we_are_told_to_stop():
    with forked(0.1) as parent:
        assert parent.wait(5) == 7
