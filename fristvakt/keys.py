"""The key files: one that seals and signs links, one that signs the journal; made at the first start, readable by their owner only."""

import contextlib
import hashlib
import hmac
import os
import re
import secrets
import stat
import tempfile
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, load_pem_private_key

from fristvakt.settings import BadSettings

LENGTH = 32
PEM = re.compile(r"-----BEGIN PRIVATE KEY-----.+?-----END PRIVATE KEY-----", re.DOTALL)
MOVE = "or move both away to begin anew"


def read_keys(file: Path) -> tuple[bytes, ...]:
    """The keys of the file, newest first; makes the file (mode 600) with one key when it is not there.

    Raises BadSettings when others can read it, or a line is no key.
    """
    try:
        if not file.exists():
            write_once(file, secrets.token_hex(LENGTH) + "\n", 0o600)
        text = _only_ours(file, "FRISTVAKT_KEY_FILE: ")
    except OSError as fault:
        raise BadSettings([f"FRISTVAKT_KEY_FILE: {file} cannot be read or made: {fault.strerror}."]) from None
    try:
        keys = tuple(bytes.fromhex(line) for line in text.decode("ascii").split())
    except ValueError:
        keys = ()
    if not keys or any(len(key) != LENGTH for key in keys):
        raise BadSettings(
            [f"FRISTVAKT_KEY_FILE: {file} must hold keys of {2 * LENGTH} hexadecimal digits, one a line."]
        )
    return keys


def derived(key: bytes, purpose: str) -> bytes:
    """The key for one purpose, so that no two uses share one (HMAC as in RFC 5869 § 2.3)."""
    return hmac.new(key, purpose.encode(), hashlib.sha256).digest()


def read_signing_keys(file: Path, signed: Path) -> tuple[Ed25519PrivateKey, ...]:
    """The keys that sign the head of the journal, newest first; makes the file (mode 600) when nothing was signed before.

    `signed` is the folder of what they have signed. Raises BadSettings when the file is lost or holds no such key.
    """
    try:
        if not file.exists():
            if any(signed.glob("*.json")):
                raise BadSettings(
                    [f"{file} is not there, but it has signed {signed}: put it back from your backup, {MOVE}."]
                )
            write_once(file, _new_signing_key(), 0o600)
        text = _only_ours(file)
    except OSError as fault:
        raise BadSettings([f"{file} cannot be read or made: {fault.strerror}."]) from None
    try:
        keys = [load_pem_private_key(block.encode(), None) for block in PEM.findall(text.decode("ascii"))]
    except (ValueError, TypeError):
        keys = []
    signing = tuple(key for key in keys if isinstance(key, Ed25519PrivateKey))
    if not signing:
        raise BadSettings([f"{file} must hold Ed25519 private keys in PEM, {MOVE}."])
    return signing


def _new_signing_key() -> str:
    return Ed25519PrivateKey.generate().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()


def write_once(file: Path, text: str, mode: int) -> None:
    """Whole and durable or not there at all, whoever is killed meanwhile; of two that write it at once the first one wins."""
    file.parent.mkdir(parents=True, exist_ok=True)
    handle, draft = tempfile.mkstemp(dir=file.parent, prefix=f"{file.name}.")
    with os.fdopen(handle, "w") as opened:
        opened.write(text)
        opened.flush()
        os.fchmod(handle, mode)
        os.fsync(opened.fileno())
    with contextlib.suppress(FileExistsError):
        os.link(draft, file)
    os.unlink(draft)
    folder = os.open(file.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _only_ours(file: Path, setting: str = "") -> bytes:
    """What the file holds. Raises BadSettings, with the setting in front, when others can read it."""
    text = file.read_bytes()
    if file.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
        raise BadSettings([f"{setting}{file} can be read by others. Write: chmod 600 {file}"])
    return text
