"""A push service on the loopback, and a browser's half of a subscription: by the RFCs, without the library we send with."""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, hmac
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

P256 = ec.SECP256R1()
AUTH = bytes(range(16))
# The header of a message (RFC 8188 section 2.1): salt, size of a record, length of the key, key.
SALT, RECORD, KEY = slice(0, 16), slice(16, 20), slice(21, 86)


def to_text(data):
    return urlsafe_b64encode(data).decode().rstrip("=")


def from_text(text):
    return urlsafe_b64decode(text + "==")


def digest(key, data):
    code = hmac.HMAC(key, hashes.SHA256())
    code.update(data)
    return code.finalize()


class Subscription:
    """What a browser keeps of a subscription: its key, and the words by which it tells the site of it."""

    def __init__(self, endpoint, key=None):
        self.endpoint = endpoint
        self.key = key or ec.generate_private_key(P256)
        self.point = self.key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)

    def told(self):
        return {"endpoint": self.endpoint, "p256dh": to_text(self.point), "auth": to_text(AUTH)}

    def read(self, body):
        """The words (dict) in a message of one record (RFC 8291 section 3.4, RFC 8188 section 2), and how long it is."""
        theirs = ec.EllipticCurvePublicKey.from_encoded_point(P256, body[KEY])
        shared = digest(AUTH, self.key.exchange(ec.ECDH(), theirs))
        secret = digest(shared, b"WebPush: info\0" + self.point + body[KEY] + b"\1")
        key = digest(body[SALT], secret)
        content, nonce = (digest(key, b"Content-Encoding: %s\0\1" % name) for name in (b"aes128gcm", b"nonce"))
        record = AESGCM(content[:16]).decrypt(nonce[:12], body[KEY.stop :], None)
        text, delimiter, padding = record.rpartition(b"\2")
        assert (delimiter, padding.strip(b"\0")) == (b"\2", b"")
        assert len(body) <= int.from_bytes(body[RECORD]) == 4096
        return json.loads(text)


def claims_of(authorization):
    """What a VAPID header claims (dict) and its key (str), once its signature holds (RFC 8292 section 3)."""
    scheme, _, rest = authorization.partition(" ")
    assert scheme == "vapid"
    fields = dict(field.strip().split("=", 1) for field in rest.split(","))
    signed, _, signature = fields["t"].rpartition(".")
    r, s = (int.from_bytes(half) for half in (from_text(signature)[:32], from_text(signature)[32:]))
    key = ec.EllipticCurvePublicKey.from_encoded_point(P256, from_text(fields["k"]))
    key.verify(encode_dss_signature(r, s), signed.encode(), ec.ECDSA(hashes.SHA256()))
    header, claims = (json.loads(from_text(part)) for part in signed.split("."))
    assert header["alg"] == "ES256"
    return claims, fields["k"]


class Door(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        service = self.server.service
        try:
            claims_of(self.headers["Authorization"])
            status, more = service.answers.pop(0) if service.answers else (201, {})
        except InvalidSignature:
            status, more = 403, {}
        service.pushes.append((self.path, self.headers, body))
        self.send_response(status)
        for name, value in ({"Content-Length": "0"} | more).items():
            self.send_header(name, value)
        self.end_headers()

    def log_message(self, *_):
        pass


class PushService:
    """Keeps what is posted to it, and answers 201, or what stands in `answers`: pairs of a status and headers."""

    def __init__(self):
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Door)
        self.server.daemon_threads = True
        self.server.service = self
        self.origin = f"http://127.0.0.1:{self.server.server_port}"
        self.forget()

    def forget(self):
        self.pushes, self.answers = [], []

    def start(self):
        Thread(target=self.server.serve_forever, args=(0.01,), daemon=True).start()

    def stop(self):
        self.server.shutdown()
        self.server.server_close()

    def subscription(self, path="/send/one"):
        return Subscription(self.origin + path)
