"""Grades are sealed before they are stored and opened only for the functions that may see them (decision 19)."""

import contextlib
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

    def __init__(self, key: bytes, *older: bytes) -> None:
        """`key` seals; it opens, and so do the `older` ones. `key_ids` tell which keys they are and nothing of what they are."""
        self._cipher = _cipher(key)
        self._opening = (self._cipher, *map(_cipher, older))
        self.key_ids = tuple(_derived(each, b"fristvakt key id").hex() for each in (key, *older))

    def seal(self, owner: str, grade: str) -> bytes:
        """The grade as bytes that only this key and this owner open; never the same twice."""
        plain = grade.encode()
        if len(plain) > PADDED:
            raise ValueError("no grade is that long")
        nonce = os.urandom(NONCE)
        return nonce + self._cipher.encrypt(nonce, plain.ljust(PADDED, b"\0"), owner.encode())

    def open(self, owner: str, sealed: bytes) -> str:
        """The grade again; StoreError when key or owner is another one or a byte has changed."""
        for cipher in self._opening:
            with contextlib.suppress(InvalidTag):
                plain = cipher.decrypt(sealed[:NONCE], sealed[NONCE:], owner.encode())
                return plain.rstrip(b"\0").decode()
        raise StoreError("a sealed grade does not open with this key")


def _cipher(key: bytes) -> AESGCM:
    if len(key) < SHORTEST_KEY:
        raise ValueError(f"the sealing key must have at least {SHORTEST_KEY} bytes")
    return AESGCM(_derived(key, b"fristvakt sealed grades"))


def _derived(key: bytes, purpose: bytes) -> bytes:
    return HKDF(SHA256(), 32, salt=None, info=purpose).derive(key)
