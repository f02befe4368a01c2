"""DKIM: our own signature on a letter, for an institution whose relay does not sign for us (RFC 6376, RFC 8463)."""

import base64
from dataclasses import dataclass, field

import dkim
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)

_SHORTEST_RSA = 1024  # bits; RFC 8301 § 3.2
# Each is signed as often as it stands there and once more, so that nobody can add another (RFC 6376 § 8.15).
_SIGNED = (
    b"from",
    b"to",
    b"subject",
    b"date",
    b"message-id",
    b"reply-to",
    b"in-reply-to",
    b"references",
    b"mime-version",
    b"content-type",
    b"content-language",
    b"auto-submitted",
)


class BadKey(Exception):
    """A file holds no key that letters can be signed with; the sentence says what it must hold."""


@dataclass(frozen=True, slots=True)
class Signer:
    """Signs for one domain with the key that its DNS publishes under one selector."""

    domain: str
    selector: str
    published: str
    _algorithm: bytes
    _key: bytes = field(repr=False)

    @classmethod
    def of(cls, domain: str, selector: str, pem: bytes) -> "Signer":
        """The signer with the private key of a PEM file, RSA or Ed25519. Raises BadKey."""
        try:
            key = load_pem_private_key(pem, password=None)
        except (ValueError, TypeError):
            raise BadKey("holds no private key in PEM without a password") from None
        if isinstance(key, Ed25519PrivateKey):
            seed, public = key.private_bytes_raw(), key.public_key().public_bytes_raw()
            record = f"v=DKIM1; k=ed25519; p={base64.b64encode(public).decode()}"
            return cls(domain, selector, record, b"ed25519-sha256", base64.b64encode(seed))
        if isinstance(key, RSAPrivateKey) and key.key_size >= _SHORTEST_RSA:
            plain = key.private_bytes(Encoding.PEM, PrivateFormat.TraditionalOpenSSL, NoEncryption())
            public = key.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
            record = f"v=DKIM1; k=rsa; p={base64.b64encode(public).decode()}"
            return cls(domain, selector, record, b"rsa-sha256", plain)
        raise BadKey(f"must hold an Ed25519 key, or an RSA key of at least {_SHORTEST_RSA} bits")

    @property
    def place(self) -> str:
        """Where the record `published` must stand in DNS."""
        return f"{self.selector}._domainkey.{self.domain}"

    def signature(self, final: bytes) -> bytes:
        """The DKIM-Signature field for the final bytes of a letter, to stand in front of them."""
        names = [line.partition(b":")[0].strip().lower() for line in final.partition(b"\r\n\r\n")[0].split(b"\r\n")]
        signed: bytes = dkim.sign(
            final,
            self.selector.encode(),
            self.domain.encode(),
            self._key,
            canonicalize=(b"relaxed", b"relaxed"),
            signature_algorithm=self._algorithm,
            include_headers=[name for each in _SIGNED for name in [each] * (names.count(each) + 1)],
        )
        return signed
