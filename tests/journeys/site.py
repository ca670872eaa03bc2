"""The whole site, as bin/demo runs it: a web server, a worker, a database and a world of its own.

`python -m tests.journeys.site FOLDER` starts one in an empty folder and stops it: what it leaves is told to the other runs.
"""

import json
import os
import socket
import subprocess
import sys
import time
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from django.urls import reverse
from django.utils import translation

TREE = Path(__file__).resolve().parents[2]
PATIENCE = 450
# What the suite or its caller has chosen for another site stays outside.
OF_THE_MACHINE = {"PATH", "HOME", "LANG", "TMPDIR"}


def free_port():
    """A port (int) on which nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Site:
    """A site in a folder of its own, which sends its mail to a port of this machine, or shows it only (None)."""

    def __init__(self, folder, mail_port=None):
        self.port = free_port()
        self.origin = f"http://127.0.0.1:{self.port}"
        self.log = folder / "log.txt"
        self.environment = {name: value for name, value in os.environ.items() if name in OF_THE_MACHINE} | {
            "PYJAMA_DEMO": "1",
            "SECRET_KEY": "only-for-journeys-" + "0" * 50,
            "DATA_DIR": str(folder),
            "PORT": str(self.port),
            # Whoever walks waits for her mail.
            "NEWS_WAITS_SECONDS": "1",
        }
        if mail_port:
            self.environment |= {"MAIL_HOST": "127.0.0.1", "MAIL_PORT": str(mail_port)}

    def start(self, within=PATIENCE):
        """Return once it answers and has said so; it has a number of seconds."""
        self.run_demo()
        deadline = time.monotonic() + within
        while not self.answers():
            if self.process.poll() is not None or time.monotonic() > deadline:
                self.process.kill()
                self.process.wait()
                raise AssertionError(f"It does not answer:\n{self.log.read_text()}")
            time.sleep(0.1)

    def run_demo(self):
        """Give the command that the README gives."""
        with self.log.open("w") as log:
            command = [TREE / "bin" / "demo"]
            self.process = subprocess.Popen(command, env=self.environment, stdout=log, stderr=subprocess.STDOUT)

    def answers(self):
        try:
            with urlopen(f"{self.origin}/healthz", timeout=5) as answer:
                return answer.status == 200 and "Ctrl-C stops" in self.log.read_text()
        except (URLError, ConnectionError, TimeoutError):
            return False

    def stop(self):
        """Stop it as a person does; it must end by itself, and have nothing to complain of."""
        self.process.terminate()
        assert self.process.wait(20) == 0, self.log.read_text()
        assert "Traceback" not in self.log.read_text(), self.log.read_text()

    def run(self, *arguments, **streams):
        return subprocess.Popen([sys.executable, *arguments], cwd=TREE, env=self.environment, **streams)

    def tell(self):
        """Have story.py add to the site's world, and return where it is."""
        return self.ask("tests.journeys.story", "tell")

    def draw(self):
        """Have scenes/ open every page of the site, and return them."""
        return self.ask("tests.journeys.scenes", "draw")

    def ask(self, module, function):
        """What a function of a module says in the site's own environment."""
        code = f"import json; from {module} import {function}; print(json.dumps({function}()))"
        process = self.run("manage.py", "shell", "--no-imports", "-c", code, stdout=subprocess.PIPE)
        printed, _ = process.communicate(timeout=PATIENCE)
        assert process.returncode == 0, f"{module}.{function} failed: see above."
        return json.loads(printed)

    def path(self, language, name, *arguments):
        """The path of one of our pages in a language, by its name."""
        with translation.override(language):
            return reverse(name, args=arguments)


if __name__ == "__main__":
    site = Site(Path(sys.argv[1]))
    site.start()
    site.stop()
