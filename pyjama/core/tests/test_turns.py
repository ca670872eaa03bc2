"""Of several that start at once, one has its turn; whoever dies with it loses it."""

import subprocess
import sys
import threading

import pytest

from pyjama.core.turns import one_at_a_time

pytestmark = pytest.mark.once

HOLDS_AND_DIES = """
import os, sys
from pathlib import Path
from django.conf import settings
settings.configure(DATA_DIR=Path(sys.argv[1]))
from pyjama.core.turns import one_at_a_time
with one_at_a_time("try"):
    os.kill(os.getpid(), 9)
"""


def test_the_second_waits_for_the_first_and_nobody_waits_for_the_dead(settings, tmp_path):
    settings.DATA_DIR, order = tmp_path, []
    assert subprocess.run([sys.executable, "-c", HOLDS_AND_DIES, str(tmp_path)], check=False).returncode == -9

    def second():
        with one_at_a_time("try"):
            order.append("second")

    with one_at_a_time("try"):
        waiting = threading.Thread(target=second)
        waiting.start()
        waiting.join(0.1)
        order.append("first")
    waiting.join()
    assert order == ["first", "second"]
