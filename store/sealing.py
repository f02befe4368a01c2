"""Grades are sealed before they are stored and opened only for the functions that may see them (decision 19)."""

import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from casework.records import StoreError

SHORTEST_KEY = 16
NONCE = 12
# Every sealed grade is equally long, so that its length tells nothing.
PADDED = 32


class Sealer:
    """Seals short texts with AES-256-GCM (NIST SP 800-38D), each bound to what it belongs to, as "result:7" or "case:42"."""

    def __init__(self, key: bytes) -> None:
        if len(key) < SHORTEST_KEY:
            raise ValueError(f"the sealing key must have at least {SHORTEST_KEY} bytes")
        derived = HKDF(SHA256(), 32, salt=None, info=b"fristvakt sealed grades").derive(key)
        self._cipher = AESGCM(derived)

    def seal(self, owner: str, grade: str) -> bytes:
        """The grade as bytes that only this key and this owner open; never the same twice."""
        plain = grade.encode()
        if len(plain) > PADDED:
            raise ValueError("no grade is that long")
        nonce = os.urandom(NONCE)
        return nonce + self._cipher.encrypt(nonce, plain.ljust(PADDED, b"\0"), owner.encode())

    def open(self, owner: str, sealed: bytes) -> str:
        """The grade again; StoreError when key or owner is another one or a byte has changed."""
        try:
            plain = self._cipher.decrypt(sealed[:NONCE], sealed[NONCE:], owner.encode())
        except InvalidTag:
            raise StoreError("a sealed grade does not open with this key") from None
        return plain.rstrip(b"\0").decode()
