"""Mail durably accepted over real sockets, beside a bare aiosmtpd that throws it away."""

import asyncio
import tempfile
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from ipaddress import ip_network
from pathlib import Path

from aiosmtpd.smtp import SMTP, Envelope, Session

from bench.children import child
from bench.season import DOMAIN, opened
from bench.smtp_client import LARGE_OCTETS, SMALL_OCTETS, mails, rate
from bench.table import Row, compared
from mailgateway.server import Listener

CONNECTIONS = 16
REPETITIONS = 5
BESIDE = "bare aiosmtpd that discards, 16 connections"


class Discarding:
    """What aiosmtpd asks when a mail has come."""

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        """Says yes and forgets it."""
        return "250 OK"


@asynccontextmanager
async def ours(folder: Path) -> AsyncIterator[int]:
    """The listener on a database of its own; gives its port."""
    async with await opened(folder / "mail.db") as database:
        networks = [ip_network("127.0.0.0/8")]
        listener = Listener(database, DOMAIN, networks, lambda: datetime.now(UTC), lambda: None)
        _, port = await listener.start("127.0.0.1", 0)
        yield port
        await listener.stop(1.0)


@asynccontextmanager
async def bare() -> AsyncIterator[int]:
    """aiosmtpd as it comes; gives its port."""
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: SMTP(Discarding(), loop=loop), "127.0.0.1", 0)
    yield int(server.sockets[0].getsockname()[1])
    server.close()


def measure(*, full: bool) -> Iterator[Row]:
    """Two rows: small mails and large ones."""
    with tempfile.TemporaryDirectory() as folder, child(ours, Path(folder)) as our_port, child(bare) as bare_port:
        ports = (our_port, bare_port)
        small, large = (800, 160) if full else (480, 96)
        yield compared(
            "mail of 4 KB durably accepted",
            BESIDE,
            "/s",
            _pairs(ports, SMALL_OCTETS, small),
            must=0.8,
            aim=1,
            more=True,
        )
        yield compared(
            "mail of 200 KB durably accepted",
            BESIDE,
            "/s",
            _pairs(ports, LARGE_OCTETS, large),
            must=1.5,
            aim=3,
            more=True,
        )


def _pairs(ports: tuple[int, int], octets: int, many: int) -> list[tuple[float, float]]:
    for port in ports:
        asyncio.run(rate(port, CONNECTIONS, mails(octets, CONNECTIONS)))
    return [(_rate(ports[0], octets, many), _rate(ports[1], octets, many)) for _ in range(REPETITIONS)]


def _rate(port: int, octets: int, many: int) -> float:
    return asyncio.run(rate(port, CONNECTIONS, mails(octets, many)))
