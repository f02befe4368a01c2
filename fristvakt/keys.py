"""The key file: one line a key, newest first, made at the first start and readable by its owner only."""

import contextlib
import hashlib
import hmac
import os
import secrets
import stat
import tempfile
from pathlib import Path

from fristvakt.settings import BadSettings

LENGTH = 32


def read_keys(file: Path) -> tuple[bytes, ...]:
    """The keys of the file, newest first; makes the file (mode 600) with one key when it is not there.

    Raises BadSettings when others can read it, or a line is no key.
    """
    try:
        if not file.exists():
            _make(file)
        mode, text = file.stat().st_mode, file.read_bytes()
    except OSError as fault:
        raise BadSettings([f"FRISTVAKT_KEY_FILE: {file} cannot be read or made: {fault.strerror}."]) from None
    if mode & (stat.S_IRWXG | stat.S_IRWXO):
        raise BadSettings([f"FRISTVAKT_KEY_FILE: {file} can be read by others. Write: chmod 600 {file}"])
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


def _make(file: Path) -> None:
    """Whole or not there at all, whoever is killed meanwhile; of two that make it at once the first one wins."""
    file.parent.mkdir(parents=True, exist_ok=True)
    handle, draft = tempfile.mkstemp(dir=file.parent, prefix=f"{file.name}.")
    with os.fdopen(handle, "w") as opened:
        opened.write(secrets.token_hex(LENGTH) + "\n")
        opened.flush()
        os.fsync(opened.fileno())
    with contextlib.suppress(FileExistsError):
        os.link(draft, file)
    os.unlink(draft)
