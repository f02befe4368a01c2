"""Mail durably accepted over real sockets, beside a bare aiosmtpd that throws it away."""

import asyncio
import sqlite3
import tempfile
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from ipaddress import ip_network
from itertools import repeat
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
BESIDE_INSERTS = "aiosmtpd with one durable insert a mail"


class Discarding:
    """What aiosmtpd asks when a mail has come."""

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        """Says yes and forgets it."""
        return "250 OK"


class Inserting:
    """The plain way to keep mail: each in a commit of its own, while everybody waits."""

    def __init__(self, path: Path) -> None:
        self._connection = sqlite3.connect(path, isolation_level=None)
        for pragma in ("journal_mode = WAL", "synchronous = FULL"):
            self._connection.execute(f"PRAGMA {pragma}")
        self._connection.execute("CREATE TABLE kept (id INTEGER PRIMARY KEY, sender TEXT, recipients TEXT, raw BLOB)")

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        """Writes it down and says yes."""
        row = (envelope.mail_from, " ".join(envelope.rcpt_tos), envelope.original_content)
        self._connection.execute("INSERT INTO kept (sender, recipients, raw) VALUES (?, ?, ?)", row)
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
async def bare(folder: Path | None = None) -> AsyncIterator[int]:
    """aiosmtpd as it comes, which keeps mail in a folder or nowhere; gives its port."""
    loop = asyncio.get_running_loop()
    handler = Inserting(folder / "inserts.db") if folder else Discarding()
    server = await loop.create_server(lambda: SMTP(handler, loop=loop), "127.0.0.1", 0)
    yield int(server.sockets[0].getsockname()[1])
    server.close()


def measure(*, full: bool) -> Iterator[Row]:
    """Four rows: small mails and large ones, beside a server that discards them and one that keeps each by itself."""
    with (
        tempfile.TemporaryDirectory() as folder,
        child(ours, Path(folder)) as our_port,
        child(bare) as bare_port,
        child(bare, Path(folder)) as inserting_port,
    ):
        ports = (our_port, bare_port, inserting_port)
        small, large = (1600, 320) if full else (640, 128)
        yield from _compared("4 KB", ports, SMALL_OCTETS, small, must=0.8, aim=1)
        yield from _compared("200 KB", ports, LARGE_OCTETS, large, must=1.5, aim=3)


def _compared(size: str, ports: Sequence[int], octets: int, many: int, *, must: float, aim: float) -> Iterator[Row]:
    work = f"mail of {size} durably accepted"
    for port in ports:
        asyncio.run(rate(port, CONNECTIONS, mails(octets, CONNECTIONS)))
    fewer = (many, many, many // 4)  # who keeps each mail by itself needs several times as long
    rates = [tuple(map(_rate, ports, repeat(octets), fewer)) for _ in range(REPETITIONS)]
    beside_bare, beside_inserts = ([(one[0], one[place]) for one in rates] for place in (1, 2))
    yield compared(work, BESIDE, "/s", beside_bare, must=must, aim=aim, more=True)
    yield compared(work, BESIDE_INSERTS, "/s", beside_inserts, must=1, aim=1.5, more=True)


def _rate(port: int, octets: int, many: int) -> float:
    return asyncio.run(rate(port, CONNECTIONS, mails(octets, many)))
