"""Mail servers as they may stand in front of the service, good ones and bad ones: each puts its own fields on a mail and hands it on."""

import re
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import aiosmtplib
from aiosmtpd.smtp import Envelope

from demo.relay import LocalRelay

HOST = "mx.example.no"
RECEIVED = f"Received: from client (unknown [192.0.2.66]) by {HOST} (Postfix) with ESMTP id 1; Mon, 23 Nov 2026 09:00:00 +0100\r\n"
FOUND = f"Authentication-Results: {HOST}; dmarc=none header.from=fristvakt.invalid\r\n"
OWN = re.compile(rf"^Authentication-Results: {re.escape(HOST)}[^\r]*\r\n(?:[ \t][^\r]*\r\n)*".encode(), re.MULTILINE)


def strips(raw: bytes) -> bytes:
    """As RFC 8601 § 5 asks: what bears its name is taken away, and its own stands on top."""
    return (FOUND + RECEIVED).encode() + OWN.sub(b"", raw)


def leaves_below(raw: bytes) -> bytes:
    """As Postfix with OpenDMARC was seen to do: forged fields stay where they were, below its own Received."""
    return (FOUND + RECEIVED).encode() + raw


def says_nothing(raw: bytes) -> bytes:
    return RECEIVED.encode() + raw


def passes_through(raw: bytes) -> bytes:
    """Nothing of its own: what the sender wrote stands on top."""
    return raw


def puts_its_own_last(raw: bytes) -> bytes:
    """Its fields come behind those of the sender, as where a filter adds them at the end of the header."""
    header, _, body = raw.partition(b"\r\n\r\n")
    return header + f"\r\n{FOUND}{RECEIVED}".encode() + b"\r\n" + body


def has_another_name(raw: bytes) -> bytes:
    return (FOUND + RECEIVED).replace(f"by {HOST}", "by mx7.inner.example.no").encode() + OWN.sub(b"", raw)


class Front(LocalRelay):
    """Takes mail from the world and hands it to the service at `service_address`, with what `writes` makes of it."""

    def __init__(self, writes: Callable[[bytes], bytes]) -> None:
        super().__init__()
        self.service_address = ("", 0)
        self._writes = writes

    async def keep(self, envelope: Envelope) -> None:
        await super().keep(envelope)
        host, port = self.service_address
        async with aiosmtplib.SMTP(hostname=host, port=port, use_tls=False, start_tls=False) as smtp:
            raw = self._writes(bytes(envelope.original_content or b""))
            await smtp.sendmail((envelope.mail_from or "").strip("<>"), envelope.rcpt_tos, raw)


@asynccontextmanager
async def front(writes: Callable[[bytes], bytes], service_address: tuple[str, int]) -> AsyncIterator[Front]:
    server = Front(writes)
    await server.start()
    server.service_address = service_address
    try:
        yield server
    finally:
        await server.stop()
