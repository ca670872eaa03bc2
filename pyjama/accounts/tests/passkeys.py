"""An authenticator without a browser: it makes a passkey and uses it, as the standard says (WebAuthn, sections 5 and 6)."""

import hashlib
import json
import struct
from secrets import token_bytes

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from fido2.cose import ES256
from fido2.utils import websafe_encode
from fido2.webauthn import AttestationObject, AttestedCredentialData, AuthenticatorData

PRESENT, VERIFIED, ATTESTED = 0x01, 0x04, 0x40


class Authenticator:
    """A device with one passkey for one site. Where it is not `careful`, it does not ask who holds it."""

    def __init__(self, host="testserver", *, careful=True):
        self.host = host
        self.flags = PRESENT | (VERIFIED if careful else 0)
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.number = token_bytes(16)
        self.holder = b""

    def said(self, kind, challenge):
        return json.dumps({"type": f"webauthn.{kind}", "challenge": challenge, "origin": f"https://{self.host}"}).encode()

    def head(self, flags):
        return hashlib.sha256(self.host.encode()).digest() + struct.pack(">BI", self.flags | flags, 0)

    def make(self, options):
        """Answer the question of the page that adds a passkey: what its form sends (str)."""
        self.holder = options["user"]["id"]
        public = ES256.from_cryptography_key(self.key.public_key())
        attested = AttestedCredentialData.create(b"\0" * 16, self.number, public)
        data = AuthenticatorData(self.head(ATTESTED) + attested)
        made = AttestationObject.create("none", data, {})
        return self.answer(
            {"attestationObject": websafe_encode(made)},
            self.said("create", options["challenge"]),
            {"credProps": {"rk": True}},
        )

    def use(self, options):
        """Answer the question of a page that asks for a passkey."""
        said, data = self.said("get", options["challenge"]), self.head(0)
        signature = self.key.sign(data + hashlib.sha256(said).digest(), ec.ECDSA(hashes.SHA256()))
        return self.answer(
            {
                "authenticatorData": websafe_encode(data),
                "signature": websafe_encode(signature),
                "userHandle": self.holder,
            },
            said,
            {},
        )

    def answer(self, response, said, results):
        number = websafe_encode(self.number)
        credential = {"id": number, "rawId": number, "type": "public-key", "clientExtensionResults": results}
        return json.dumps(credential | {"response": response | {"clientDataJSON": websafe_encode(said)}})


def made_for(person):
    """What a browser once made for a person (dict), as the library keeps it."""
    identifier = websafe_encode(str(person.pk).encode())
    return json.loads(Authenticator().make({"user": {"id": identifier}, "challenge": "AAAA"}))
