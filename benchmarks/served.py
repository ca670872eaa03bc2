"""A server of its own for a measurement: granian as in production, its processor time, and wrk as the load."""

import re
import signal
import socket
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.request import Request, urlopen

ROOT = Path(__file__).resolve().parent.parent
TICKS = 100
GRANIAN = "granian --interface wsgi --host 127.0.0.1 --blocking-threads 1 --no-ws --log-level warning"
REPORT = """
done = function(summary, latency, requests)
  io.write(string.format("\\n%d %d %f %f %f %d %d\\n", summary.requests, summary.bytes, latency:percentile(50) / 1000,
    latency:percentile(95) / 1000, latency:percentile(99) / 1000, summary.duration,
    summary.errors.status + summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.timeout))
end
"""


@dataclass
class Load:
    """What came of a load: requests a second, three percentiles in ms, bytes and ms of processor for each, errors."""

    rate: float
    p50: float
    p95: float
    p99: float
    bytes: int
    errors: int
    cpu: float


class Server:
    """A WSGI application (`module:name`, found from `folder`) on a free port, with an environment."""

    def __init__(self, application, environment, workers=2, folder=ROOT):
        self.port = free_port()
        command = [sys.executable, "-m", *GRANIAN.split(), "--workers", str(workers), "--port", str(self.port), application]
        self.process = subprocess.Popen(command, env=environment, cwd=folder, stderr=subprocess.DEVNULL)  # noqa: S603
        self.origin = f"http://127.0.0.1:{self.port}"

    def __enter__(self):
        deadline = time.monotonic() + 30
        while not self.answers():
            if self.process.poll() is not None or time.monotonic() > deadline:
                raise SystemExit("The server does not answer.")
            time.sleep(0.05)
        return self

    def __exit__(self, *_error):
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(15)

    def answers(self):
        try:
            with socket.create_connection(("127.0.0.1", self.port), 1):
                return True
        except OSError:
            return False

    def get(self, path, cookie=""):
        """A page's bytes."""
        try:
            with urlopen(Request(self.origin + path, headers={"Cookie": cookie}), timeout=30) as answer:  # noqa: S310
                return answer.read()
        except URLError as error:
            raise SystemExit(f"{path}: {error}") from error

    def seconds_of_processor(self):
        """What the server and its workers have used so far."""
        children = subprocess.run(["pgrep", "-P", str(self.process.pid)], capture_output=True, text=True).stdout.split()  # noqa: S603, S607
        return sum(seconds_of(pid) for pid in [str(self.process.pid), *children])

    def load(self, path, *, seconds, connections=8, cookie="", script=""):
        """Ask for one page again and again, as fast as it comes."""
        headers = ["-H", f"Cookie: {cookie}"] if cookie else []
        used = self.seconds_of_processor()
        with tempfile.NamedTemporaryFile("w", suffix=".lua") as lua:
            lua.write(script + REPORT)
            lua.flush()
            command = ["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "-s", lua.name, *headers, self.origin + path]
            said = subprocess.run(command, capture_output=True, text=True, check=True).stdout  # noqa: S603
        used = self.seconds_of_processor() - used
        numbers = re.findall(r"[\d.]+", said.strip().splitlines()[-1])
        requests, size, p50, p95, p99, duration, errors = map(float, numbers)
        requests = max(requests, 1)
        return Load(requests / duration * 1e6, p50, p95, p99, int(size / requests), int(errors), used / requests * 1000)


def seconds_of(pid):
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except FileNotFoundError:
        return 0
    return (int(fields[11]) + int(fields[12])) / TICKS


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
