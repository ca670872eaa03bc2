"""Programs that live and die together, as a web server and its worker do."""

import contextlib
import ctypes
import gc
import multiprocessing
import multiprocessing.connection
import os
import signal
import socket
import subprocess
import sys
import threading
import time

PATIENCE = 10
PR_SET_PDEATHSIG = 1


def port_is_free(port):
    """Say whether something may listen on this port (int) of the machine's own address."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def answers(port):
    """Say whether something listens there."""
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex(("127.0.0.1", port)) == 0


def run_together(commands, *, is_ready, when_ready):
    """Run commands (lists of words) until one ends or we are told to stop (Ctrl-C, TERM); stop the others with it.

    `when_ready()` is called once, as soon as `is_ready()` says so. Returns an exit code: 0 when told to stop,
    else that of the program which ended first.
    """
    stopped = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda *_: stopped.set())
    programs = [start(command) for command in commands]
    told = False
    while not stopped.wait(0.1) and all(program.poll() is None for program in programs):
        if not told and is_ready():
            told = True
            when_ready()
    ended = [program.returncode for program in programs if program.returncode is not None]
    stop(programs)
    return _exit_code(ended[0]) if ended else 0


def start(command):
    """Start a program in a group of its own: a Ctrl-C reaches us alone, and we tell each program once."""
    return subprocess.Popen(command, process_group=0, preexec_fn=_end_with_parent if sys.platform == "linux" else None)


def _end_with_parent():
    """Have the kernel tell this process to end when the one that started it is no more, even killed."""
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def stop(programs):
    """Ask each program once to end (granian hangs when asked twice); after ten seconds, end it and what it started."""
    for program in programs:
        program.terminate()
    deadline = time.monotonic() + PATIENCE
    for program in programs:
        with contextlib.suppress(subprocess.TimeoutExpired):
            program.wait(max(0, deadline - time.monotonic()))
        with contextlib.suppress(ProcessLookupError):
            os.killpg(program.pid, signal.SIGKILL)
        program.wait()


def _exit_code(returncode):
    """The number a shell would report: 128 and the signal's, for a program that a signal ended."""
    return returncode if returncode >= 0 else 128 - returncode


@contextlib.contextmanager
def forked_beside(work):
    """In this block a work (a function without arguments) is done in a process beside us, sharing what we have loaded.

    They live and die together: where it ends first, we are told to stop; so whoever started us starts both again.
    """
    process = multiprocessing.get_context("fork").Process(target=_forked, args=[work])
    process.start()
    threading.Thread(target=_stop_after, args=[process], daemon=True).start()
    try:
        yield
    finally:
        stop_forked(process)


def share_what_is_loaded():
    """Keep what is loaded so far in memory once, however many processes we fork.

    It will not go any more: unless the collector leaves it alone, each process writes itself a copy of it.
    """
    gc.collect()
    gc.freeze()


def stop_forked(process):
    """Ask it once to end; after ten seconds, end it."""
    process.terminate()
    process.join(PATIENCE)
    process.kill()


def _forked(work):
    # A group of its own: a Ctrl-C reaches us alone, and we tell it once.
    os.setpgid(0, 0)
    if sys.platform == "linux":
        _end_with_parent()
    work()


def _stop_after(process):
    multiprocessing.connection.wait([process.sentinel])
    os.kill(os.getpid(), signal.SIGTERM)
