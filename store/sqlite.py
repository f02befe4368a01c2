"""SQLite: work is one hop to the thread of an aiosqlite connection, where SQLAlchemy runs, and writers that wait share a commit."""

import asyncio
import os
import shutil
import sqlite3
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import aiosqlite
from sqlalchemy import URL, Connection, Engine, StaticPool, create_engine

from casework.records import StoreError
from store.failing import as_store_error
from store.prepared import PreparedConnection

T = TypeVar("T")

PATIENCE_MS = 15_000
# Nobody who waits for a shared commit waits longer than this for the work of those behind.
SHARED_SECONDS = 0.02
CACHE_KIB = 16_000  # what several mails change fits in, of a database of any size
# FULL: a 250 or an ack is a promise, and a power cut must not break it.
PRAGMAS = (
    f"PRAGMA busy_timeout = {PATIENCE_MS}",
    "PRAGMA synchronous = FULL",
    "PRAGMA foreign_keys = ON",
    "PRAGMA temp_store = MEMORY",
    f"PRAGMA cache_size = -{CACHE_KIB}",
)


def file_of(address: URL) -> Path:
    """The database's file, made with its folder when it is not there, readable by its owner only. Raises StoreError."""
    if not address.database or address.database == ":memory:":
        raise StoreError("An SQLite database needs a file: write sqlite:///path")
    path = Path(address.database)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        # Only a new file is opened here: closing one that SQLite has open in this process would drop its locks.
        os.close(os.open(path, os.O_CREAT | os.O_EXCL, 0o600))
    except FileExistsError:
        return path
    except OSError as error:
        raise StoreError(f"The database's file cannot be opened: {error.strerror}") from None
    return path


def _identity(path: Path) -> tuple[int, int] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def _use_wal(raw: sqlite3.Connection) -> None:
    """Switches to the write-ahead log; several who open a new file at once must try again, as SQLite does not wait here."""
    until = time.monotonic() + PATIENCE_MS / 1000
    while True:
        try:
            raw.execute("PRAGMA journal_mode = WAL").close()
        except sqlite3.OperationalError as error:
            if not error.sqlite_errorname.startswith("SQLITE_BUSY") or time.monotonic() > until:
                raise
            time.sleep(0.01)
        else:
            return


@dataclass(slots=True)
class _Place:
    """One writer's place in the queue, and what came of its work."""

    work: Callable[[Connection], Any]
    done: asyncio.Future[None]
    result: Any = None
    error: BaseException | None = None


class Hop:
    """One aiosqlite connection and a SQLAlchemy connection over it, both used on its thread only."""

    def __init__(self, raw: aiosqlite.Connection, path: Path) -> None:
        self._raw = raw
        self._path = path
        self._file = _identity(path)
        self._engine: Engine
        self._connection: Connection
        self._waiting: deque[_Place] = deque()
        self._serving: asyncio.Task[None] | None = None
        self._closed = False

    @classmethod
    async def open(cls, path: Path, *pragmas: str) -> "Hop":
        """Opens the file. Its thread keeps the process alive until `close`."""
        with as_store_error():
            raw = await aiosqlite.connect(path, isolation_level=None)
        hop = cls(raw, path)
        try:
            await hop.run(lambda: hop._set_up((*PRAGMAS, *pragmas)))
        except BaseException:
            await raw.close()
            raise
        return hop

    async def run(self, function: Callable[[], T]) -> T:
        """Runs a function on the connection's thread, after all that were asked for before.

        Who is cancelled while waiting stops waiting; the function runs to its end.
        """
        self._must_be_open()
        return await self._run(function)

    async def _run(self, function: Callable[[], T]) -> T:
        """The one place that uses aiosqlite's private queue: its public calls are one statement each, and a transaction of ten
        statements would be ten hops.
        """
        result: T = await self._raw._execute(function)  # type: ignore[no-untyped-call]
        return result

    def _must_be_open(self) -> None:
        if self._closed:
            raise StoreError("the database is closed")

    async def transact(self, begin: str, work: Callable[[Connection], T]) -> T:
        """Runs `work` between `begin` and COMMIT in one hop; whatever is raised, also by the commit, rolls back first."""
        return await self.run(lambda: self._whole(begin, lambda: work(self._connection)))

    async def write(self, work: Callable[[Connection], T]) -> T:
        """Runs `work` as `transact` does, in its turn, but those who wait at the same time share one durable commit.

        Each is whole or absent by itself: what one raises undoes its own work only. If the commit fails, all fail.
        """
        self._must_be_open()
        place = _Place(work, asyncio.get_running_loop().create_future())
        self._waiting.append(place)
        if self._serving is None or self._serving.done():
            self._serving = asyncio.create_task(self._serve_waiting())
        await place.done
        if place.error is not None:
            raise place.error
        result: T = place.result
        return result

    async def _serve_waiting(self) -> None:
        """One hop for all who wait, and another for those who came meanwhile; all are told together."""
        while self._waiting:
            for place in await self._run(self._write_waiting):
                if not place.done.cancelled():
                    place.done.set_result(None)

    def _whole(self, begin: str, work: Callable[[], T]) -> T:
        """SQLAlchemy believes itself in one transaction for ever; the real ones are begun and ended on the driver's connection."""
        raw = self._raw._conn
        if _identity(self._path) != self._file:
            raise StoreError("the database's file has been moved or replaced: what is written would be lost")
        with as_store_error():
            try:
                raw.execute(begin)
                result = work()
                raw.execute("COMMIT")
            except BaseException:
                raw.rollback()
                raise
            return result

    def _write_waiting(self) -> list[_Place]:
        """Does the work of those who wait; gives whom it has served, with at least one of them."""
        served: list[_Place] = []
        try:
            self._whole("BEGIN IMMEDIATE", lambda: self._serve(served))
        except BaseException as error:
            served = served or [self._waiting.popleft()]
            for place in served:
                place.error = place.error or error
        return served

    def _serve(self, served: list[_Place]) -> None:
        until = time.monotonic() + SHARED_SECONDS
        while True:
            served.append(self._waiting.popleft())
            self._work_of(served[-1])
            if not self._waiting or time.monotonic() > until:
                return

    def _work_of(self, place: _Place) -> None:
        raw = self._raw._conn
        raw.execute("SAVEPOINT one")
        try:
            with as_store_error():
                place.result = place.work(self._connection)
        except BaseException as error:
            place.error = error
            if not raw.in_transaction:  # SQLite has undone everything itself, as when the disk is full
                raise
            raw.execute("ROLLBACK TO one")
        raw.execute("RELEASE one")

    def free_octets(self) -> int:
        """What is left on the disk of the file; nothing when that cannot be asked."""
        try:
            return shutil.disk_usage(self._path.parent).free
        except OSError:
            return 0

    async def close(self) -> None:
        """Takes nothing more, waits for what is under way and closes; a second call does nothing."""
        if self._closed:
            return
        self._closed = True
        try:
            if self._serving is not None:
                await asyncio.wait([self._serving])
            await self._run(self._tear_down)
        finally:
            await self._raw.close()

    def _set_up(self, pragmas: tuple[str, ...]) -> None:
        raw = self._raw._conn
        with as_store_error():
            _use_wal(raw)
            for pragma in pragmas:
                raw.execute(pragma).close()
            self._engine = create_engine("sqlite://", creator=lambda: raw, poolclass=StaticPool, hide_parameters=True)
            self._connection = PreparedConnection(self._engine, raw)
            self._connection.begin()

    def _tear_down(self) -> None:
        self._connection.close()
        self._engine.dispose()
