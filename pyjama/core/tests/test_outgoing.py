"""A stranger's web server is asked whether it answers; no machine of a private network ever is."""

import socket
import ssl

import pytest

from pyjama.core import outgoing
from pyjama.core.outgoing import Unanswered, ask, is_public

pytestmark = pytest.mark.once

PUBLIC, OTHER = "93.184.215.14", "2606:2800:220:1::14"
OK = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>Hello"


class Internet:
    """A stand-in for the network: its `names` resolve, its `answers` are given in turn, and it notes who was `asked`."""

    def __init__(self):
        self.names, self.answers, self.asked, self.requests = {"site.example": [PUBLIC]}, [OK], [], []
        self.hangs = False

    def resolve(self, host, port, type, look_up=socket.getaddrinfo):
        if host in self.names:
            return [(0, 0, 0, "", (address, port)) for address in self.names[host]]
        # What is a number already needs no network.
        return look_up(host, port, type=type, flags=socket.AI_NUMERICHOST)

    def connect(self, address, seconds):
        self.asked.append(address)
        ours, theirs = socket.socketpair()
        theirs.sendall(self.answers.pop(0))
        if not self.hangs:
            theirs.shutdown(socket.SHUT_WR)
        self.requests.append(theirs)
        return ours


@pytest.fixture
def internet(monkeypatch):
    internet = Internet()
    monkeypatch.setattr(outgoing.socket, "getaddrinfo", internet.resolve)
    monkeypatch.setattr(outgoing, "open_connection", internet.connect)
    yield internet
    for each in internet.requests:
        each.close()


def why(url):
    with pytest.raises(Unanswered) as unanswered:
        ask(url, "Pyjama")
    return str(unanswered.value)


def sends_to(location):
    return b"HTTP/1.1 302 Found\r\nLocation: " + location + b"\r\n\r\n"


def test_a_site_that_answers_is_asked_for_its_page_and_nothing_else(internet):
    assert ask("http://site.example/a b?c=é#d", "Pyjama (+https://pyjama.example)") == (200, "http://site.example/a b?c=é#d")
    assert internet.asked == [(PUBLIC, 80)]
    request = internet.requests[0].recv(2_000).decode()
    assert request.startswith("GET /a%20b?c=%C3%A9 HTTP/1.1\r\nHost: site.example\r\nUser-Agent: Pyjama (+")
    assert "Cookie" not in request
    assert "Authorization" not in request


@pytest.mark.parametrize(
    "address",
    [
        *["127.0.0.1", "127.8.9.1", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.1"],
        *["192.0.2.1", "198.18.0.1", "224.0.0.1", "240.0.0.1", "255.255.255.255"],
        *["::", "::1", "fe80::1", "fe80::1%eth0", "fc00::1", "ff02::1", "2001:db8::1", "fec0::1"],
        # An IPv4 address in the clothes of IPv6: mapped, compatible, translated (RFC 6052), 6to4, Teredo.
        *["::ffff:127.0.0.1", "::ffff:93.184.215.14", "::127.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::", "2001:0:7f00:1::"],
    ],
)
def test_an_address_that_is_not_public_is_never_connected_to(internet, address):
    assert not is_public(address)
    internet.names["site.example"] = [PUBLIC, address]
    assert why("http://site.example") == "private"
    assert internet.asked == []


@pytest.mark.parametrize("address", [PUBLIC, OTHER, "8.8.8.8"])
def test_public_addresses_are_public(address):
    assert is_public(address)


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "2130706433", "0x7f000001", "0177.0.0.1", "127.1", "0", "[::1]", "[::ffff:7f00:1]", "①②⑦.0.0.1"]
)
def test_a_number_that_means_this_machine_is_seen_through(internet, host):
    assert why(f"http://{host}/") in {"private", "unknown"}
    assert internet.asked == []


def test_the_address_that_was_looked_at_is_the_one_connected_to(internet, monkeypatch):
    answers = iter([[OTHER, PUBLIC], ["127.0.0.1"]])
    monkeypatch.setattr(
        outgoing.socket, "getaddrinfo", lambda *_, **__: [(0, 0, 0, "", (address, 80)) for address in next(answers)]
    )
    ask("http://site.example", "Pyjama")
    assert internet.asked == [(PUBLIC, 80)]


@pytest.mark.parametrize(
    "url",
    [
        *["ftp://site.example/", "file:///etc/passwd", "gopher://site.example/", "javascript:alert(1)", "", "site.example"],
        *["http://site.example:22/", "http://site.example:8080/", "http://site.example:99999/", "http://site.example:x/"],
        *["http://me:secret@site.example/", "http://@site.example/", "http://[::1/", "http:///path", "http://a b/"],
        "http://site.example\\@127.0.0.1/",
    ],
)
def test_an_address_that_no_public_site_has_is_not_asked(internet, url):
    assert why(url) in {"address", "unknown"}
    assert internet.asked == []


def test_a_new_line_in_an_address_adds_nothing_to_the_request(internet):
    ask("http://site.example/a\r\nCookie: x\r\n/%0d%0aCookie:", "Pyjama")
    assert b"\r\nCookie" not in internet.requests[0].recv(2_000)


@pytest.mark.parametrize(
    ("location", "reason"),
    [
        (b"http://127.0.0.1/", "private"),
        (b"//169.254.169.254/latest/meta-data", "private"),
        (b"http://[::ffff:10.0.0.1]/", "private"),
        (b"http://inside.example/", "private"),
        (b"http://site.example:6379/", "address"),
        (b"file:///etc/passwd", "address"),
        (b"http://me:secret@site.example/", "address"),
        (b"http://[::1/", "address"),
    ],
)
def test_a_redirection_is_looked_at_as_the_first_address_was(internet, location, reason):
    internet.names["inside.example"] = ["10.1.2.3"]
    internet.answers = [sends_to(location)]
    assert why("http://site.example") == reason
    assert internet.asked == [(PUBLIC, 80)]


def test_a_redirection_to_a_public_site_is_followed(internet):
    internet.names["www.site.example"] = ["8.8.8.8"]
    internet.answers = [sends_to(b"http://www.site.example/fr"), OK]
    assert ask("http://site.example", "Pyjama") == (200, "http://www.site.example/fr")
    assert internet.asked == [(PUBLIC, 80), ("8.8.8.8", 80)]


def test_a_site_that_turns_in_circles_is_left(internet):
    internet.answers = [sends_to(b"/again")] * 9
    assert why("http://site.example") == "astray"
    assert len(internet.asked) == 4


def test_a_name_that_nothing_has_is_unknown(internet):
    assert why("http://nowhere.example") == "unknown"


@pytest.mark.parametrize("answer", [b"", b"SSH-2.0-OpenSSH_9.2\r\n", b"\x16\x03\x01" * 9, b"a" * 50_000])
def test_what_is_no_web_server_is_nonsense_and_little_of_it_is_read(internet, answer):
    internet.answers = [answer]
    assert why("http://site.example") == "nonsense"


@pytest.mark.parametrize(
    ("trouble", "reason"),
    [
        (TimeoutError(), "silent"),
        (ConnectionRefusedError(), "closed"),
        (OSError("Network is unreachable"), "closed"),
        (ssl.SSLCertVerificationError(), "certificate"),
        (ValueError("server_hostname cannot start with a dot"), "address"),
    ],
)
def test_what_goes_wrong_on_the_way_has_a_word(internet, monkeypatch, trouble, reason):
    def fail(*_):
        raise trouble

    monkeypatch.setattr(outgoing, "open_connection", fail)
    assert why("http://site.example") == reason


@pytest.mark.parametrize("slow", ["getaddrinfo", "recv"])
def test_whoever_is_slow_is_left_at_the_deadline(internet, monkeypatch, slow):
    monkeypatch.setattr(outgoing, "SECONDS", 0.01)
    if slow == "recv":
        internet.answers, internet.hangs = [b"HTTP/1.1 2"], True
    else:
        monkeypatch.setattr(outgoing.socket, "getaddrinfo", lambda *_, **__: outgoing.time.sleep(0.03))
    assert why("http://site.example") == "silent"


def test_https_speaks_to_the_name_and_verifies_its_certificate(internet, monkeypatch):
    spoken_to = []

    class Context(ssl.SSLContext):
        def wrap_socket(self, connection, server_hostname):
            spoken_to.append((server_hostname, self.verify_mode, self.check_hostname))
            return connection

    monkeypatch.setattr(ssl, "create_default_context", lambda: Context(ssl.PROTOCOL_TLS_CLIENT))
    assert ask("https://site.example", "Pyjama").status == 200
    assert internet.asked == [(PUBLIC, 443)]
    assert spoken_to == [("site.example", ssl.CERT_REQUIRED, True)]
