"""A site that is served as in production, and may be killed; clients who post until they are told that it is kept."""

import atexit
import http.client
import os
import signal
import subprocess
import sys
import threading
import time
from itertools import count
from pathlib import Path
from urllib.parse import urlencode
from uuid import uuid4

ROOT = Path(__file__).resolve().parent.parent
SERVE = "manage.py serve --without-worker"
FORM = "application/x-www-form-urlencoded"
TOKEN = "t" * 32
KEPT = 302
# Fewer than a person may post in ten minutes.
EACH = 15


class Site:
    """The web server, with so many workers, in a group of its own that can be killed whole."""

    def __init__(self, port, folder, workers=2, **variables):
        self.port, self.workers, self.log = port, workers, folder / "web.txt"
        self.environment = os.environ | variables
        self.process = None
        # Whatever goes wrong, nothing stays behind.
        atexit.register(self.kill)

    def start(self):
        """Start it; gives the seconds until it is healthy."""
        began = time.monotonic()
        words = [*SERVE.split(), "--workers", str(self.workers), "--port", str(self.port)]
        with self.log.open("a") as log:
            self.process = subprocess.Popen(  # noqa: S603
                [sys.executable, *words], cwd=ROOT, env=self.environment, stdout=log, stderr=log, process_group=0
            )
        while time.monotonic() - began < 60:
            if self.ask("GET", "/healthz")[0] == 200:
                return time.monotonic() - began
            time.sleep(0.02)
        raise SystemExit(f"It does not answer: {self.log.read_text()[-2000:]}")

    def kill(self):
        """As a machine that loses its power, but for the disk."""
        if self.process and self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()

    def stop(self):
        self.process.terminate()
        self.process.wait(20)

    def ask(self, method, path, body=None, cookie=""):
        """The status (0 without an answer) and the text of an answer."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        headers = {"Cookie": cookie, "Origin": f"http://127.0.0.1:{self.port}"} | ({"Content-Type": FORM} if body else {})
        try:
            connection.request(method, path, body, headers)
            answer = connection.getresponse()
            return answer.status, answer.read().decode(errors="replace")
        except (OSError, http.client.HTTPException):
            return 0, ""
        finally:
            connection.close()


def form(key, text):
    return urlencode({"csrfmiddlewaretoken": TOKEN, "body": text, "language": "en", "submission_key": key})


class Client(threading.Thread):
    """Somebody who posts one contribution after another to `path`, each again and again until it is kept."""

    def __init__(self, site, path, cookies, most=None):
        super().__init__(daemon=True)
        self.site, self.path, self.cookies, self.most = site, path, cookies, most
        self.kept, self.tries, self.refused, self.seconds, self.is_stopped = [], 0, [], [], False

    def run(self):
        for number in count():
            if self.is_stopped or number == self.most:
                return
            self.post(str(uuid4()), self.cookies[number // EACH % len(self.cookies)], f"Idea {number}")

    def post(self, key, cookie, text):
        began = time.monotonic()
        while True:
            status, _text = self.site.ask("POST", self.path, form(key, text), cookie)
            self.tries += 1
            if status == KEPT:
                self.seconds.append(time.monotonic() - began)
                return self.kept.append(key)
            if status:
                self.refused.append(status)
            if status in range(400, 500):
                return None
            time.sleep(0.05)


def run(clients):
    """Start them all; give a function that stops them and waits."""
    for client in clients:
        client.start()

    def stop():
        for client in clients:
            client.is_stopped = True
        for client in clients:
            client.join()

    return stop
