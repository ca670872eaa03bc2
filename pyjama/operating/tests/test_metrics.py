"""The figures: for whoever has the token, true over several processes, and about nobody."""

import json
import re
import subprocess
import sys

import pytest

from pyjama.core.logs import JsonFormatter
from pyjama.mail.models import Mail
from pyjama.operating import figures, tally
from pyjama.operating.tally import Tally

pytestmark = pytest.mark.once

TOKEN = {"headers": {"authorization": "Bearer sesame"}}
LINE = re.compile(r'(# (HELP|TYPE) \w+ .+|\w+(\{\w+="[^"\n]*"(,\w+="[^"\n]*")*\})? \d+(\.\d+)?(e-?\d+)?)')
# A process that counts three requests, and is killed once it has kept them.
THREE_AND_KILLED = """
import os, signal, sys
from pathlib import Path
from django.conf import settings
settings.configure(DATA_DIR=Path(sys.argv[1]))
from pyjama.operating.tally import tally
for _ in range(3):
    tally.note("pages:home", "GET", 200, 0.02)
tally.keep()
os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.fixture
def counting(settings, tmp_path, monkeypatch):
    """A folder of counts of its own."""
    settings.DATA_DIR, settings.METRICS_TOKEN = tmp_path, "sesame"
    monkeypatch.setattr(tally, "tally", Tally())
    monkeypatch.setattr("pyjama.operating.middleware.tally", tally.tally)
    yield
    tally.tally.end()


def test_they_are_closed_unless_there_is_a_token_and_it_is_the_right_one(browser, settings):
    assert browser().get("/metrics", headers={"authorization": "Bearer "}).status_code == 404
    settings.METRICS_TOKEN = "sesame"
    assert browser().get("/metrics", headers={"authorization": "Bearer wrong"}).status_code == 404
    assert browser().get("/metrics").status_code == 404


def test_they_are_in_the_format_and_tell_what_was_asked_for_by_our_own_names(world, browser, counting):
    reader = browser(world.amina)
    reader.get("/en/calls/?q=burnout")
    reader.get("/en/rose-tremblay/")
    text = reader.get("/metrics", **TOKEN).text

    assert [line for line in text.splitlines() if not LINE.fullmatch(line)] == []
    assert 'pyjama_requests_total{view="pages:calls",method="GET",status="200"} 1\n' in text
    assert 'pyjama_requests_total{view="unknown",method="GET",status="404"} 1\n' in text
    assert 'pyjama_request_seconds_bucket{view="pages:calls",le="+Inf"} 1\n' in text
    assert f'pyjama_outbox{{state="waiting"}} {Mail.objects.waiting().count()}\n' in text
    assert [word for word in ("burnout", "rose", "amina", "@") if word in text.lower()] == []


def test_what_a_process_counted_is_added_to_that_of_the_others_and_outlives_it(counting, settings):
    for turn in range(1, 3):
        command = [sys.executable, "-c", THREE_AND_KILLED, str(settings.DATA_DIR)]
        assert subprocess.run(command, check=False).returncode == -9
        assert tally.summed()["requests pages:home GET 200"] == 3 * turn
    tally.tally.note("pages:home", "GET", 200, 0.02)
    assert tally.summed()["requests pages:home GET 200"] == 7
    tally.add_up_the_dead(but=tally.tally.name)
    assert {path.name for path in tally.place().glob("*.json")} == {"gone.json", f"{tally.tally.name}.json"}
    assert tally.summed()["requests pages:home GET 200"] == 7


def test_a_page_that_was_kept_for_visitors_is_counted_by_its_view_too(world, browser, counting, settings):
    settings.PAGES_KEPT_SECONDS = 60
    for _turn in range(2):
        browser().get("/en/calls/")
    assert tally.summed()["requests pages:calls GET 200"] == 2


def test_a_line_of_the_log_and_its_answer_have_the_same_number(world, browser, caplog):
    answer = browser().get("/en/nowhere/")
    lines = [json.loads(JsonFormatter().format(record)) for record in caplog.records if record.name == "django.request"]
    assert [(line["request"], line["message"]) for line in lines] == [(answer["X-Request-ID"], "Not Found: unknown")]


def test_bounds_count_those_below_them_too():
    counts = {f"within home {bound}": 1 for bound in (*tally.BOUNDS, "more")}
    lines = [*figures.histogram(counts, "home", 30)]
    assert [line.split()[-1] for line in lines] == [*map(str, range(1, 13)), "30", "12"]
