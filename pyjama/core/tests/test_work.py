import os
import signal
import subprocess
import sys
import time

import pytest
from django.conf import settings
from django.core.mail import EmailMessage
from django.core.management import call_command


def test_once_does_every_round_and_stops(world, outbox):
    EmailMessage("Hello", "Hi.", to=["amina@example.org"]).send()
    mail = outbox()[-1]
    settings_of_delivery = settings.MAILERS["delivery"]["BACKEND"]

    call_command("work", once=True)

    assert settings_of_delivery.endswith("locmem.EmailBackend")
    mail.refresh_from_db()
    assert mail.sent_at


@pytest.fixture
def worker(tmp_path):
    """A worker as `manage.py work` starts it, on a database without tables, so that every round of it fails."""
    environment = os.environ | {"DATA_DIR": str(tmp_path), "PYJAMA_DEMO": "1", "DJANGO_SETTINGS_MODULE": "config.settings"}
    environment.pop("DATABASE_URL", None)
    command = [sys.executable, "manage.py", "work"]
    with (tmp_path / "log").open("w") as log:
        worker = subprocess.Popen(command, cwd=settings.BASE_DIR, env=environment, stderr=log)
    worker.log = tmp_path / "log"
    yield worker
    worker.kill()
    worker.wait()


def wait_for(condition):
    deadline = time.monotonic() + 20
    while not condition():
        assert time.monotonic() < deadline, "It did not happen in time"
        time.sleep(0.05)


@pytest.mark.once
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_it_goes_on_without_its_database_after_everybody_else_and_stops_within_a_second(worker, number):
    wait_for(lambda: worker.log.read_text().count("The round deliver_mail failed") >= 2)
    assert os.getpriority(os.PRIO_PROCESS, worker.pid) > os.getpriority(os.PRIO_PROCESS, 0)

    asked = time.monotonic()
    worker.send_signal(number)

    assert worker.wait(timeout=5) == 0
    # Within a second; on a machine that three other runs keep busy, a little later.
    assert time.monotonic() - asked < 3
