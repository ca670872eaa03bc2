"""Speaking to a stranger's web server without ever being led to a machine that is not public.

An address that somebody typed may lead anywhere: to this machine, to its network, to the provider's own services.
Therefore: only http and https on their own ports; a name is resolved once, each of its addresses must be public, and the
connection goes to the very address that was looked at, whatever the name says a moment later; a redirection is looked at
in the same way; no names and passwords, no proxies; seconds and bytes are counted. (OWASP, Server-Side Request Forgery
Prevention.)
"""

import ipaddress
import queue
import re
import socket
import ssl
import time
from threading import Thread
from typing import NamedTuple
from urllib.parse import quote, urljoin, urlsplit

PORTS = {"http": 80, "https": 443}
HERE = "127.0.0.1"
SECONDS, MOST_BYTES, MOST_REDIRECTS = 5, 16_384, 3
REDIRECTS = {301, 302, 303, 307, 308}
HOST = re.compile(r"[a-z0-9._-]{1,253}|[0-9a-f:.]{2,45}", re.IGNORECASE)
STATUS = re.compile(rb"HTTP/1\.[01] ([1-5]\d\d)\b")
RETRY_AFTER = re.compile(rb"^retry-after:[ \t]*([\x20-\x7e]{1,40}?)[ \t]*\r?$", re.IGNORECASE | re.MULTILINE)
LOCATION = re.compile(rb"^location:[ \t]*([\x21-\x7e]{1,2000})[ \t]*\r?$", re.IGNORECASE | re.MULTILINE)
# The block of IPv6 that public addresses come from (RFC 4291); what stands for one of IPv4 is elsewhere, but for 6to4.
PUBLIC_IPV6 = ipaddress.ip_network("2000::/3")
SAFE_IN_PATH, SAFE_IN_QUERY = "/%:@!$&'()*+,;=~", "/%:@!$&'()*+,;=~?"


class Answer(NamedTuple):
    """What a server said: its status, an int, and the address (str) it stands at, after the redirections."""

    status: int
    address: str


class Reply(NamedTuple):
    """What a server said to what was sent: its status, an int, and its header Retry-After (str), "" where it had none."""

    status: int
    retry_after: str


class Unanswered(Exception):
    """Nobody answered, or we did not ask: the message is a word of ours.

    unknown · private · address · silent · closed · certificate · nonsense · astray
    """


class Target(NamedTuple):
    """An address taken apart: what we connect to, and what we ask for there."""

    scheme: str
    host: str
    port: int
    path: str
    is_here: bool = False


def ask(url, agent):
    """Ask for a page (an address, str) and return the Answer of the server that has it, without reading the page.

    `agent` says who asks. Takes five seconds at most, all redirections included. Raises Unanswered.
    """
    deadline = time.monotonic() + SECONDS
    for _ in range(MOST_REDIRECTS + 1):
        target = _target(url)
        head = _head_of(target, _request(target, agent), deadline)
        status, location = int(STATUS.match(head)[1]), LOCATION.search(head)
        if status not in REDIRECTS or not location:
            return Answer(status, url)
        url = _joined(url, location[1].decode("ascii"))
    raise Unanswered("astray")


def send(url, headers, body, *, may_stay_here=False):
    """Post `body` (bytes) with `headers` (a dict) to an https address, and return the server's Reply; no redirection counts.

    Takes five seconds at most. With `may_stay_here`, for a demonstration, the address may also be http://127.0.0.1 with any
    port. Raises Unanswered.
    """
    target = (may_stay_here and _target_here(url)) or _target(url)
    if not target.is_here and (target.scheme, target.port) != ("https", PORTS["https"]):
        raise Unanswered("address")
    told = headers | {"Host": _host(target), "Content-Length": len(body), "Connection": "close"}
    lines = [f"POST {target.path} HTTP/1.1", *(f"{name}: {value}" for name, value in told.items()), "", ""]
    head = _head_of(target, "\r\n".join(lines).encode("ascii") + body, time.monotonic() + SECONDS)
    pause = RETRY_AFTER.search(head)
    return Reply(int(STATUS.match(head)[1]), pause[1].decode("ascii") if pause else "")


def is_public(address):
    """Say whether an IP address (str) is one that everybody on the Internet reaches, and one machine answers."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    if not ip.is_global or ip.is_multicast:
        return False
    return ip.version == 4 or (ip in PUBLIC_IPV6 and not ip.sixtofour)


def _joined(url, location):
    try:
        return urljoin(url, location)
    except ValueError as cause:
        raise Unanswered("address") from cause


def _target(url):
    """Take an address apart; one that no public site has is refused."""
    try:
        parts = urlsplit(url)
        host, port = (parts.hostname or "").encode("idna").decode() if parts.netloc else "", parts.port
    except ValueError as cause:
        raise Unanswered("address") from cause
    own = PORTS.get(parts.scheme)
    if not own or "@" in parts.netloc or (port or own) not in PORTS.values() or not HOST.fullmatch(host):
        raise Unanswered("address")
    query = f"?{quote(parts.query, SAFE_IN_QUERY)}" if parts.query else ""
    return Target(parts.scheme, host, port or own, quote(parts.path or "/", SAFE_IN_PATH) + query)


def _target_here(url):
    """Take apart an address of this very machine, or return None."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return None
    if (parts.scheme, parts.netloc) != ("http", f"{HERE}:{port}"):
        return None
    return Target("http", HERE, port, quote(parts.path or "/", SAFE_IN_PATH), is_here=True)


def _head_of(target, request, deadline):
    """The beginning (bytes) of what a server answers to a request (bytes): its status and its headers."""
    try:
        with _connection(target, deadline) as connection:
            connection.sendall(request)
            return _read(connection, deadline)
    except TimeoutError as cause:
        raise Unanswered("silent") from cause
    except ssl.SSLError as cause:
        raise Unanswered("certificate") from cause
    except OSError as cause:
        raise Unanswered("closed") from cause
    except ValueError as cause:
        # A name that the library of certificates does not take.
        raise Unanswered("address") from cause


def _host(target):
    if target.is_here:
        return f"{target.host}:{target.port}"
    return f"[{target.host}]" if ":" in target.host else target.host


def _request(target, agent):
    lines = [f"GET {target.path} HTTP/1.1", f"Host: {_host(target)}", f"User-Agent: {agent}", "Accept: text/html, */*"]
    return "\r\n".join([*lines, "Accept-Encoding: identity", "Connection: close", "", ""]).encode("ascii", "replace")


def _connection(target, deadline):
    """A connection to one of the addresses that were looked at, with the other end's certificate verified on https."""
    address = (HERE, target.port) if target.is_here else _public_address(target, deadline)
    connection = open_connection(address, _left(deadline))
    if target.scheme == "http":
        return connection
    connection.settimeout(_left(deadline))
    try:
        return ssl.create_default_context().wrap_socket(connection, server_hostname=target.host)
    except OSError:
        connection.close()
        raise


def open_connection(address, seconds):
    """A socket connected to a numeric address, a pair of IP address and port: no name is resolved any more."""
    return socket.create_connection(address, timeout=seconds)


def _public_address(target, deadline):
    """The first address of a name, once each of them is known to be public."""
    addresses = _resolved(target, deadline)
    if not addresses:
        raise Unanswered("unknown")
    if not all(is_public(address) for address in addresses):
        raise Unanswered("private")
    return addresses[0], target.port


def _resolved(target, deadline):
    """The IP addresses (list of str) of a name. The system's resolver knows no deadline, so it works beside us."""
    found = queue.SimpleQueue()

    def look_up():
        try:
            found.put(socket.getaddrinfo(target.host, target.port, type=socket.SOCK_STREAM))
        except (OSError, UnicodeError):
            found.put([])

    Thread(target=look_up, daemon=True).start()
    try:
        lines = found.get(timeout=_left(deadline))
    except queue.Empty as cause:
        raise Unanswered("silent") from cause
    # Many small servers have no way out for IPv6.
    return sorted((line[4][0] for line in lines), key=lambda address: ":" in address)


def _read(connection, deadline):
    """Read until the headers end; a server that trickles is left at the deadline."""
    head = b""
    while b"\r\n\r\n" not in head and len(head) < MOST_BYTES:
        connection.settimeout(_left(deadline))
        piece = connection.recv(4_096)
        if not piece:
            break
        head += piece
    if not STATUS.match(head):
        raise Unanswered("nonsense")
    return head.partition(b"\r\n\r\n")[0]


def _left(deadline):
    """The seconds (float) that are left; none is like waiting in vain."""
    left = deadline - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return left
