"""The store as the service holds it: opened by an address, upgraded, written, read and closed."""

import asyncio
from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from functools import partial
from typing import TypeVar

from sqlalchemy import URL, Connection, make_url
from sqlalchemy.exc import ArgumentError

from casework.messages import Arrival
from casework.records import Records, StoreError
from store import inbox, known_keys
from store.migrating import is_current, migrate
from store.postgres import Pool
from store.records import SqlRecords
from store.sealing import Sealer
from store.sqlite import Hop, file_of
from store.transaction import Clock

T = TypeVar("T")

MOST_TOGETHER = 128


def utc_now() -> datetime:
    """The present moment, aware UTC."""
    return datetime.now(UTC)


async def open_database(
    url: str, sealing_key: bytes, clock: Clock = utc_now, *, older_keys: Sequence[bytes] = ()
) -> "Database":
    """Connects to `sqlite:///path` or `postgresql://…`; the tables are made by `upgrade`.

    `sealing_key` (16 bytes or more) seals grades and opens them, `older_keys` open those that were sealed before a change of
    key; `clock` dates what the protocol gives no moment for.
    Raises StoreError when the address is not understood or the file cannot be opened.
    """
    sealer = Sealer(sealing_key, *older_keys)
    address = _address(url)
    if address.get_backend_name() == "postgresql":
        return PostgresDatabase(Pool(address), sealer, clock)
    path = file_of(address)
    writer = await Hop.open(path)
    try:
        reader = await Hop.open(path, "PRAGMA query_only = ON")
    except BaseException:
        await writer.close()
        raise
    return SqliteDatabase(writer, reader, sealer, clock)


def _address(url: str) -> URL:
    try:
        address = make_url(url)
    except (ArgumentError, ValueError):
        raise StoreError("The database's address is not understood; write sqlite:///path or postgresql://…") from None
    if address.drivername not in {"sqlite", "sqlite+aiosqlite", "postgresql", "postgresql+psycopg"}:
        raise StoreError("The database's address must begin with sqlite:/// or postgresql://")
    return address


class Database(ABC):
    """Implements `casework.records.Store`. A waiter that is cancelled leaves its transaction whole or absent."""

    def __init__(self, sealer: Sealer, clock: Clock) -> None:
        self._sealer = sealer
        self._clock = clock
        self._waiting: list[tuple[Arrival, asyncio.Future[int]]] = []
        self._keeper: asyncio.Task[None] | None = None

    async def write(self, work: Callable[[Records], T]) -> T:
        """Runs `work` as one durable transaction, alone among writers. Raises what `work` raises, or StoreError."""
        return await self._write(lambda connection: work(self._records(connection)))

    async def read(self, work: Callable[[Records], T]) -> T:
        """Runs `work` on one snapshot, beside any writer; changing something there is a StoreError."""
        return await self._read(lambda connection: work(self._records(connection)))

    async def keep(self, arrival: Arrival) -> int:
        """Keeps a mail durably and gives its spool id, one commit for all that wait. Raises StoreError.

        The same fingerprint again gives the same id, is counted and not read again.
        """
        done: asyncio.Future[int] = asyncio.get_running_loop().create_future()
        self._waiting.append((arrival, done))
        if self._keeper is None or self._keeper.done():
            self._keeper = asyncio.create_task(self._keep_waiting())
        return await done

    def free_octets(self) -> int | None:
        """How much the disk of the database can still take, None where only its server knows."""
        return None

    async def close(self) -> None:
        """Finishes what is under way, then closes every connection."""
        if self._keeper is not None:
            await self._keeper
        await self._close()

    async def __aenter__(self) -> "Database":
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    async def upgrade(self) -> None:
        """Brings the tables to what this code knows and remembers the keys; StoreError when the database is newer than the code."""
        await self._migrate()
        await self._write(lambda connection: known_keys.remember(connection, self._sealer.key_ids, self._clock()))

    async def fits_keys(self) -> bool:
        """Whether the database was used with one of these keys before, or with none at all."""
        return await self._read(lambda connection: known_keys.fit(connection, self._sealer.key_ids))

    async def forget_keys(self) -> None:
        """What was sealed so far is given up: the next start may bring another key."""
        await self._write(known_keys.forget)

    async def is_current(self) -> bool:
        """Whether the tables are those that this code knows; StoreError when the database is newer than the code."""
        return await self._read(is_current)

    async def survives_power_cuts(self) -> bool:
        """Whether what was committed is on the disk. Raises StoreError."""
        return True

    @abstractmethod
    async def _migrate(self) -> None:
        """Runs the missing revisions in one transaction, alone among all processes."""

    @abstractmethod
    async def _write(self, work: Callable[[Connection], T]) -> T: ...

    @abstractmethod
    async def _read(self, work: Callable[[Connection], T]) -> T: ...

    @abstractmethod
    async def _close(self) -> None: ...

    def _records(self, connection: Connection) -> SqlRecords:
        return SqlRecords(connection, self._clock, self._sealer)

    async def _keep_waiting(self) -> None:
        while batch := self._waiting[:MOST_TOGETHER]:
            del self._waiting[: len(batch)]
            try:
                ids = await self._write(partial(inbox.keep, arrivals=[arrival for arrival, _ in batch]))
            except Exception as error:
                failure = error if isinstance(error, StoreError) else StoreError(type(error).__name__)
                _answer(batch, [failure] * len(batch))
            else:
                _answer(batch, ids)


def _answer(batch: list[tuple[Arrival, asyncio.Future[int]]], answers: Sequence[int | StoreError]) -> None:
    for (_, done), answer in zip(batch, answers, strict=True):
        if done.cancelled():
            continue
        if isinstance(answer, StoreError):
            done.set_exception(answer)
        else:
            done.set_result(answer)


class SqliteDatabase(Database):
    """One file, one connection that writes and one that reads."""

    def __init__(self, writer: Hop, reader: Hop, sealer: Sealer, clock: Clock) -> None:
        super().__init__(sealer, clock)
        self._writer = writer
        self._reader = reader

    def free_octets(self) -> int | None:
        """What is left on the disk of the file; nothing when that cannot be asked."""
        return self._writer.free_octets()

    async def _migrate(self) -> None:
        await self._write(migrate)

    async def _write(self, work: Callable[[Connection], T]) -> T:
        return await self._writer.write(work)

    async def _read(self, work: Callable[[Connection], T]) -> T:
        return await self._reader.transact("BEGIN", work)

    async def _close(self) -> None:
        try:
            await self._writer.close()
        finally:
            await self._reader.close()


class PostgresDatabase(Database):
    """A pool of connections to one PostgreSQL database."""

    def __init__(self, pool: Pool, sealer: Sealer, clock: Clock) -> None:
        super().__init__(sealer, clock)
        self._pool = pool

    async def _migrate(self) -> None:
        await self._pool.upgrade()

    async def survives_power_cuts(self) -> bool:
        """Whether the server writes through to its disk. Raises StoreError."""
        return await self._pool.survives_power_cuts()

    async def _write(self, work: Callable[[Connection], T]) -> T:
        return await self._pool.write(work)

    async def _read(self, work: Callable[[Connection], T]) -> T:
        return await self._pool.read(work)

    async def _close(self) -> None:
        await self._pool.close()
