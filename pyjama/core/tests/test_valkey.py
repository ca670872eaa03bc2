"""A Valkey that is away: tests/cluster has one that is there."""

import pytest

from pyjama.core import freshness, valkey
from pyjama.core.freshness import renew_stamp, stamp
from tests.journeys.site import free_port

pytestmark = pytest.mark.once


@pytest.fixture
def away(monkeypatch):
    """A cache whose server is not there."""
    monkeypatch.setitem(valkey.away, "until", 0.0)
    monkeypatch.setattr(freshness, "unsaid", set())
    return valkey.Valkey(f"redis://127.0.0.1:{free_port()}/0", {})


def test_it_answers_as_an_empty_cache_does_and_says_that_nothing_was_kept(away, caplog):
    assert (away.get("stamp"), away.get("stamp", "none"), away.get_many(["stamp"])) == (None, "none", {})
    assert (away.set("stamp", 1), away.add("tries", 0), away.incr("tries"), away.delete("tries")) == (False, False, 1, False)
    assert away.get_or_set("figures", lambda: 7) == 7
    assert [record.message for record in caplog.records] == ["Valkey is away: ConnectionError"]


def test_nothing_is_fresh_while_it_is_away_and_what_was_written_is_said_afterwards(away, monkeypatch):
    there, before = freshness.stamps(), stamp()
    monkeypatch.setattr(freshness, "stamps", lambda: away)
    renew_stamp()
    assert len({before, stamp(), stamp()}) == 3
    monkeypatch.setattr(freshness, "stamps", lambda: there)
    assert stamp() != before
    assert stamp() == stamp()
