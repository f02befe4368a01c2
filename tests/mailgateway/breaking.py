"""Readers of mail that break as no mail of ours can make them break: they hang, die, eat memory or fail, as the mail says."""

import os
from datetime import UTC, datetime

from casework.messages import IncomingMail, KeptMail, Verdict
from mailgateway.addresses import Mint
from mailgateway.trust import Trust
from mailgateway.understanding import understand

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
MINT = Mint("eksamen.example.no", [b"k" * 32])
TRUST = Trust(fixed=Verdict.AUTHENTICATED)


def kept(number: int, what: bytes = b"hei") -> KeptMail:
    """A kept mail whose text says what its reader shall do."""
    raw = b"From: kari@student.example.no\r\n\r\n" + what
    return KeptMail(number, NOW, "127.0.0.1", "kari@student.example.no", ("sak@eksamen.example.no",), raw)


def obey(mail: KeptMail) -> IncomingMail:
    """Reads a mail, or breaks in the way it asks for."""
    what = mail.raw.rpartition(b"\n")[2]
    while what == b"hang":
        continue
    if what == b"die":
        os._exit(1)
    if what == b"eat":
        bytearray(1 << 40)
    if what == b"fail":
        raise ValueError("secret words of the mail")
    return understand(mail, MINT, TRUST)
