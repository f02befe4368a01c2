"""The duplicate key of a mail: the same for every delivery of one message to the same boxes, and for nothing else."""

import hashlib
import re
from collections.abc import Iterable

# What servers on the way add; two deliveries of one message differ only here (mail.md § 3.2).
_TRACE = re.compile(
    rb"(?:received|received-spf|delivered-to|x-original-to|return-path|authentication-results"
    rb"|arc-[a-z-]{1,40}|x-[a-z-]{0,40}spam[a-z-]{0,40}|x-ms-exchange-[a-z-]{1,80})[ \t]*:",
    re.IGNORECASE,
)
_FOLDED = (b" ", b"\t")


def fingerprint(raw: bytes, rcpt_to: Iterable[str]) -> bytes:
    """SHA-256 of the message without its trace fields, and of whom it was for: a second function of ours must see it too.

    From and Message-ID stand in what is hashed. Message-ID alone would not do: it need not be unique, or there at all.
    """
    digest = hashlib.sha256()
    digest.update(b"\0".join(sorted(address.lower().encode("utf-8", "surrogateescape") for address in rcpt_to)) + b"\0")
    end = _end_of_header(raw)
    for line in _own_lines(raw[:end]):
        digest.update(line)
    digest.update(raw[end:])
    return digest.digest()


def _end_of_header(raw: bytes) -> int:
    """Where the first empty line begins. A body is never searched: in 200 KB of lines that takes longer than all the rest."""
    end = raw.find(b"\r\n\r\n")
    end = len(raw) if end < 0 else end
    bare = raw.find(b"\n\n", 0, end)
    return end if bare < 0 else bare


def _own_lines(header: bytes) -> Iterable[bytes]:
    dropping = False
    for line in header.splitlines(keepends=True):
        if not line.startswith(_FOLDED):
            dropping = _TRACE.match(line) is not None
        if not dropping:
            yield line.rstrip(b"\r\n") + b"\n"
