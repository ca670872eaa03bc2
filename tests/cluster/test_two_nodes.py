"""Two web nodes, two workers, one PostgreSQL and one Valkey are one site."""

import json
import os
import re
import signal
import time
from shutil import which
from types import SimpleNamespace
from uuid import uuid4

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import translation

from pyjama.attachments.tests.files import pdf, upload
from pyjama.core import turns
from tests.cluster.machines import Machine, is_served, wait_for
from tests.cluster.visitor import Visitor
from tests.journeys.site import free_port
from tests.source import ROOT

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(connection.vendor != "postgresql", reason="Several machines share a PostgreSQL."),
]

CODE = re.compile(r"\b[0-9]{6}\b")


def page(name, *arguments):
    with translation.override("en"):
        return reverse(name, args=arguments)


def path_of(row):
    with translation.override("en"):
        return row.get_absolute_url().partition("#")[0]


def text(body):
    return {"body": body, "language": "en", "submission_key": str(uuid4())}


@pytest.fixture
def menu(world):
    return world.call("menu")


def test_a_journey_across_them(site, world, menu, at_browser):
    """Amina signs in by code and answers a call, its organization replies, and a mail tells her."""
    amina, ruth = at_browser(), at_browser(world.ruth)
    asked = amina.send(page("account_login"), {"login": world.amina.email})
    code = CODE.search(site.letters.open_next(world.amina.email, "").text)[0]
    amina.send(asked, {"code": code})
    answer = "A soup named for the street it is cooked in."
    place = amina.send(path_of(menu), text(answer))
    assert [answer in amina.read(place, node) for node in site.nodes] == [True, True]

    number = re.search(r"(\d+)/?$", place)[1]
    ruth.send(page("contributions:reply", number), text("We like it very much."))
    letter = site.letters.open_next(world.amina.email, "Harbour")
    assert letter.says("We like it very much.")
    assert answer in amina.read(re.search(r"https?://\S+", letter.text)[0])
    assert all("We like it very much." in at_browser().read(path_of(menu), node) for node in site.nodes)
    # Two workers, and each mail left once.
    time.sleep(1)
    assert site.letters.unread_by(world.amina.email) == []


def test_limits_count_what_all_nodes_see(site, world, at_browser):
    """Three codes a minute go to one address, wherever they are asked for."""
    login, letters = page("account_login"), "SELECT count(*) FROM mail_mail WHERE recipient = %s"
    ((before,),) = site.primary.ask(letters, world.doris.email)
    fields = {"login": world.doris.email}
    answers = [at_browser().post(login, fields, site.nodes[number % 2])[0] for number in range(4)]
    assert answers == [302, 302, 302, 200]
    assert site.primary.ask(letters, world.doris.email) == [(before + 3,)]


def test_a_page_that_one_node_keeps_ends_with_an_act_on_the_other(site, world, menu, at_browser):
    a, b = site.nodes
    for here, there in ((a, b), (b, a)):
        visitor, words = at_browser(), f"Beans, {uuid4()}"
        assert words not in visitor.read(path_of(menu), here)
        at_browser(world.sam).send(path_of(menu), text(words), there)
        assert words in at_browser().read(path_of(menu), here)
        assert words in at_browser(world.camille).read(path_of(menu), here)


def test_nobody_reads_a_page_older_than_what_was_done(site, world, menu, at_browser):
    """A replica that lags is not read from, by whoever did something or anybody else; then it is again."""
    _, b = site.nodes
    lise, reader = at_browser(world.lise), at_browser(world.camille)
    wait_for(lambda: reads_replica(site, reader, b), "The replica")
    site.replica.ask("SELECT pg_wal_replay_pause()")
    words = f"Bread, {uuid4()}"
    lise.send(path_of(menu), text(words), b)
    assert words in lise.read(path_of(menu), b)
    assert words in reader.read(path_of(menu), b)
    assert words in at_browser().read(path_of(menu), b)
    # What no visitor sees is hers, and as new: a draft.
    assert not reads_replica(site, reader, b)
    site.replica.ask("SELECT pg_wal_replay_resume()")
    wait_for(lambda: reads_replica(site, reader, b), "The replica")
    assert words in reader.read(path_of(menu), b)


def reads_replica(site, reader, node):
    """Say whether this node reads a page from the replica: by what its connection there asked last."""
    reader.read(page("pages:mine"), node)
    others = "SELECT query FROM pg_stat_activity WHERE datname = %s AND pid <> pg_backend_pid()"
    return any('FROM "' in query for (query,) in site.replica.ask(others, site.primary.name))


def test_who_changes_the_tables_through_the_pooler_is_alone_with_them(site, monkeypatch, settings, tmp_path):
    """The pooler lends a connection for one transaction: a lock that is meant to outlast it would guard nothing."""
    pooled, settings.DATA_DIR = connection.copy(), tmp_path
    pooled.settings_dict = connection.settings_dict | {"HOST": str(site.pooler.folder), "NAME": "pyjama"}
    monkeypatch.setattr(turns, "connection", pooled)
    another = f"SELECT pg_try_advisory_xact_lock({turns.POSTGRESQL_LOCK})"
    with turns.alone_with_the_tables():
        assert [site.primary.ask(another) for _time in range(3)] == [[(False,)]] * 3
    assert site.primary.ask(another) == [(True,)]


def test_a_file_that_one_node_takes_in_goes_out_through_the_other(site, world, menu, at_browser):
    """It lies in the bucket, and is asked of the site: who may read what it is attached to may read it."""
    a, b = site.nodes
    before = {*site.files.names()}
    at_browser(world.mateo).send(path_of(menu), text("A budget.") | {"files": upload(pdf(), "budget.pdf")}, a)
    (name,) = {*site.files.names()} - before
    assert name.startswith("private/")
    address = f"/files/{name.rpartition('/')[2]}"
    assert address in at_browser().read(path_of(menu), b)
    assert at_browser().ask(address, node=b)[1] == pdf().decode(errors="replace")


def test_doctor_sees_that_the_replica_follows_and_the_bucket_takes_files_in(site):
    """Asked on the second node, with its settings."""
    told = site.nodes[1].told_by("doctor", "--json")
    words = {one["check"]: one["word"] for one in json.loads(told)}
    assert (words["replica"], words["files"], words["counters"], words["database"]) == ("ok", "ok", "ok", "ok")


def test_without_valkey_the_site_goes_on_and_afterwards_knows_what_was_written(site, menu, world, at_browser):
    a, b = site.nodes
    first, second = f"Rice, {uuid4()}", f"Peas, {uuid4()}"
    at_browser().read(path_of(menu), b)
    site.valkey.stop()
    at_browser(world.yasmine).send(path_of(menu), text(first), a)
    for reader in (at_browser(), at_browser(world.camille)):
        assert first in reader.read(path_of(menu), b)
    assert '"counters": "away"' in at_browser().read("/healthz/ready", a)
    site.valkey.start()
    wait_for(lambda: '"counters": "ok"' in at_browser().read("/healthz/ready", b), "Valkey at a node")
    at_browser(world.gilles).send(path_of(menu), text(second), a)
    assert second in at_browser().read(path_of(menu), b)


@pytest.mark.skipif(not which("caddy"), reason="Caddy is not installed.")
def test_a_node_that_dies_is_not_missed_behind_the_proxy(site, machines, tmp_path):
    """The Caddyfile of the example, on other addresses."""
    a, b = site.nodes
    port = free_port()
    here = {"pyjama.example.org {": f"http://127.0.0.1:{port} {{", "Host pyjama.example.org": "Host 127.0.0.1"}
    here |= {"10.0.0.11:8000 10.0.0.12:8000": f"127.0.0.1:{a.port} 127.0.0.1:{b.port}"}
    lines = (ROOT / "docs/operating/examples/systemd/Caddyfile").read_text()
    for said, meant in here.items():
        assert said in lines
        lines = lines.replace(said, meant)
    (tmp_path / "Caddyfile").write_text("{\n\tadmin off\n}\n" + lines)
    proxy = Machine(tmp_path / "proxy")
    machines.append(proxy)
    proxy.run(which("caddy"), "run", "--config", tmp_path / "Caddyfile", HOME=str(tmp_path))
    front = SimpleNamespace(origin=f"http://127.0.0.1:{port}")
    wait_for(lambda: is_served(front.origin), "Caddy")
    os.killpg(b.process.pid, signal.SIGKILL)
    visitor = Visitor([front])
    assert {visitor.ask("/healthz")[0] for _time in range(40)} == {200}
