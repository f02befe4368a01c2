"""PostgreSQL: each transaction runs on psycopg 3 in a task of its own, writers one after the other as on SQLite."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any, TypeVar

from sqlalchemy import URL, Connection, Select, case, create_engine, func, select, text
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from casework.records import StoreError
from store.failing import as_store_error
from store.migrating import migrate

T = TypeVar("T")
Transaction = Callable[[Callable[[Connection], T]], Coroutine[Any, Any, T]]

# Any number that nothing else in this database uses; "frist" in ASCII.
WRITERS = 0x6672697374
ALONE = select(func.pg_advisory_xact_lock(WRITERS))
PATIENCE_MS = 15_000
COMMIT = func.current_setting("synchronous_commit")


def durably(patience_ms: int) -> Select[Any]:
    """Begins a write: a 250 or an ack is a promise, whatever the server is set to, and nobody waits for a lock for ever."""
    return select(
        func.set_config("synchronous_commit", case((COMMIT == "off", "on"), else_=COMMIT), True),
        func.set_config("lock_timeout", str(patience_ms), True),
        func.pg_advisory_xact_lock(WRITERS),
    )


DURABLY = durably(PATIENCE_MS)
FSYNC = text("SHOW fsync")
PREPARE = "prepare_threshold"


class Pool:
    """An engine whose transactions are whole or absent, whoever stops waiting for them."""

    def __init__(self, url: URL) -> None:
        self._url, arguments = _understood(url)
        self._arguments = arguments
        self._engine = _engine(self._url, arguments)
        self._snapshots = self._engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
        self._turn = asyncio.Lock()
        self._under_way: set[asyncio.Task[Any]] = set()
        self._closed = False

    async def write(self, work: Callable[[Connection], T]) -> T:
        """Runs `work` in one transaction, alone among the writers of all processes."""
        return await self._whole(self._write, work)

    async def read(self, work: Callable[[Connection], T]) -> T:
        """Runs `work` on one snapshot, read only."""
        return await self._whole(self._read, work)

    async def survives_power_cuts(self) -> bool:
        """Whether the server writes through to its disk."""
        return await self._whole(self._read, lambda connection: connection.execute(FSYNC).scalar() == "on")

    async def upgrade(self) -> None:
        """Runs the missing revisions, alone among all processes."""
        await asyncio.to_thread(self._migrate)

    async def close(self) -> None:
        """Waits for what is under way and closes all connections."""
        self._closed = True
        if self._under_way:
            await asyncio.wait(self._under_way)
        await self._engine.dispose()

    async def _whole(self, transaction: Transaction[T], work: Callable[[Connection], T]) -> T:
        if self._closed:
            raise StoreError("the database is closed")
        # A cancelled waiter must not cut a COMMIT in two, so the transaction has a task that nobody cancels.
        task = asyncio.create_task(transaction(work))
        self._under_way.add(task)
        task.add_done_callback(self._under_way.discard)
        return await asyncio.shield(task)

    async def _write(self, work: Callable[[Connection], T]) -> T:
        def alone(connection: Connection) -> T:
            connection.execute(DURABLY)
            return work(connection)

        # One writer a process in the queue of the database, so that waiting writers leave connections for readers.
        async with self._turn:
            with as_store_error():
                async with self._engine.begin() as connection:
                    return await connection.run_sync(alone)

    async def _read(self, work: Callable[[Connection], T]) -> T:
        with as_store_error():
            async with self._snapshots.begin() as connection:
                return await connection.run_sync(work)

    def _migrate(self) -> None:
        engine = create_engine(self._url, connect_args=self._arguments, hide_parameters=True)
        try:
            with as_store_error(), engine.begin() as connection:
                connection.execute(ALONE)
                migrate(connection)
        finally:
            engine.dispose()


def _engine(url: URL, arguments: dict[str, Any]) -> AsyncEngine:
    return create_async_engine(url, connect_args=arguments, hide_parameters=True, pool_pre_ping=True)


def _threshold(asked: str) -> int | None:
    if asked.lower() == "none":
        return None
    if not asked.isdecimal():
        raise StoreError(f"The database's address: {PREPARE} must be a number or none")
    return int(asked)


def _understood(url: URL) -> tuple[URL, dict[str, Any]]:
    """The address for psycopg, and what stands in it for the driver alone.

    `?prepare_threshold=none` turns prepared statements off, which pgbouncer in transaction mode needs; a number is
    how often a statement runs before it is prepared.
    """
    asked = url.query.get(PREPARE)
    arguments: dict[str, Any] = {}
    if asked is not None:
        arguments[PREPARE] = _threshold(str(asked))
    plain = url.difference_update_query([PREPARE]).set(drivername="postgresql+psycopg")
    if "connect_timeout" not in plain.query:
        arguments["connect_timeout"] = 10
    return plain, arguments
