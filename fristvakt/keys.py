"""The key file: one line a key, newest first, made at the first start and readable by its owner only."""

import hashlib
import hmac
import os
import secrets
import stat
from pathlib import Path

from fristvakt.settings import BadSettings

LENGTH = 32


def read_keys(file: Path) -> tuple[bytes, ...]:
    """The keys of the file, newest first; makes the file (mode 600) with one key when it is not there.

    Raises BadSettings when others can read it, or a line is no key.
    """
    if not file.exists():
        _make(file)
    if file.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
        raise BadSettings([f"FRISTVAKT_KEY_FILE: {file} can be read by others. Write: chmod 600 {file}"])
    try:
        keys = tuple(bytes.fromhex(line) for line in file.read_text().split())
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


def _make(file: Path) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w") as opened:
        opened.write(secrets.token_hex(LENGTH) + "\n")
        opened.flush()
        os.fsync(opened.fileno())
