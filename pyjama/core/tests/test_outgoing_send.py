"""What is posted to another server goes to public addresses over TLS, or in a demonstration to this machine."""

import ssl

import pytest

from pyjama.core.outgoing import Reply, Unanswered, send
from pyjama.core.tests.test_outgoing import PUBLIC, internet, sends_to

pytestmark = pytest.mark.once

__all__ = ["internet"]


@pytest.fixture
def spoken(internet, monkeypatch):
    """The network, whose servers all have a good certificate."""

    class Context(ssl.SSLContext):
        def wrap_socket(self, connection, server_hostname):
            return connection

    monkeypatch.setattr(ssl, "create_default_context", lambda: Context(ssl.PROTOCOL_TLS_CLIENT))
    return internet


def why(url, **options):
    with pytest.raises(Unanswered) as unanswered:
        send(url, {}, b"body", **options)
    return str(unanswered.value)


def test_what_is_sent_arrives_whole_and_the_answer_is_told(spoken):
    spoken.answers = [b"HTTP/1.1 429 Slow down\r\nretry-after: 30 \r\n\r\n"]
    assert send("https://site.example/a?b=c", {"TTL": "60"}, b"\0body") == Reply(429, "30")
    assert spoken.asked == [(PUBLIC, 443)]
    head, _, body = spoken.requests[0].recv(2_000).partition(b"\r\n\r\n")
    assert head.startswith(b"POST /a?b=c HTTP/1.1\r\nTTL: 60\r\nHost: site.example\r\nContent-Length: 5\r\n")
    assert body == b"\0body"


def test_a_redirection_is_an_answer_and_nothing_to_follow(spoken):
    spoken.answers = [sends_to(b"https://127.0.0.1/")]
    assert send("https://site.example/", {}, b"") == Reply(302, "")
    assert len(spoken.asked) == 1


@pytest.mark.parametrize(
    "url",
    [
        *["http://site.example/", "https://site.example:80/", "https://site.example:8443/", "https://me@site.example/"],
        *["http://127.0.0.1:9000/x", "https://10.0.0.1/", "https://[::1]/", "https://inside.example/", "x", ""],
    ],
)
def test_nothing_else_is_spoken_to(spoken, url):
    spoken.names["inside.example"] = ["192.168.0.9"]
    assert why(url) in {"address", "private"}
    assert spoken.asked == []


def test_in_a_demonstration_this_machine_is_spoken_to_and_no_other_of_its_network(spoken):
    assert send("http://127.0.0.1:9000/x", {}, b"", may_stay_here=True).status == 200
    assert spoken.asked == [("127.0.0.1", 9000)]
    for url in ["http://127.0.0.2:9000/", "http://localhost:9000/", "http://10.0.0.1:80/", "http://me@127.0.0.1:9000/"]:
        assert why(url, may_stay_here=True) in {"address", "private"}
    assert len(spoken.asked) == 1
