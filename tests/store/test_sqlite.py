"""How transactions run on the thread of an aiosqlite connection."""

import asyncio
import os
import shutil
import sqlite3
import threading
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import Connection, make_url, text

from casework.records import StoreError
from store import sqlite
from store.sqlite import Hop, file_of


@pytest.fixture
async def hop(tmp_path: Path) -> Hop:
    opened = await Hop.open(tmp_path / "hop.db")
    yield opened
    await opened.close()


async def test_a_function_runs_once_on_the_thread_of_the_connection(hop: Hop) -> None:
    first, second = await hop.run(threading.get_ident), await hop.run(threading.get_ident)

    assert first == second != threading.get_ident()


async def test_functions_run_in_the_order_in_which_they_were_asked(hop: Hop) -> None:
    order: list[int] = []
    for number in range(5):
        await hop.run(lambda number=number: order.append(number))

    assert order == [0, 1, 2, 3, 4]


async def test_what_a_function_raises_reaches_who_asked(hop: Hop) -> None:
    with pytest.raises(KeyError):
        await hop.run({}.popitem)


@pytest.mark.parametrize(
    ("pragma", "value"), [("journal_mode", "wal"), ("synchronous", 2), ("foreign_keys", 1), ("busy_timeout", 15000)]
)
async def test_a_commit_is_durable_and_keys_are_checked(hop: Hop, pragma: str, value: object) -> None:
    asked = text(f"PRAGMA {pragma}")

    assert await hop.transact("BEGIN", lambda connection: connection.execute(asked).scalar()) == value


async def test_whatever_is_raised_rolls_back_before_the_next(hop: Hop) -> None:
    def broken(connection: object) -> None:
        connection.execute(text("CREATE TABLE one (id INTEGER)"))
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        await hop.transact("BEGIN IMMEDIATE", broken)

    assert await hop.run(lambda: hop._raw.in_transaction) is False


Work = Callable[[Connection], object]


@pytest.fixture
async def told(hop: Hop, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Every statement that SQLite was given; nobody's turn is over because another one's work took long."""
    monkeypatch.setattr(sqlite, "SHARED_SECONDS", 60)
    await hop.write(adding("CREATE TABLE one (id INTEGER UNIQUE, other INTEGER REFERENCES one (id))"))
    statements: list[str] = []
    await hop.run(lambda: hop._raw._conn.set_trace_callback(statements.append))
    return statements


def adding(statement: str) -> Work:
    return lambda connection: connection.execute(text(statement))


async def together(hop: Hop, *works: Work) -> list[object]:
    """Writes that all wait behind one that waits for them."""
    all_wait = threading.Event()
    writes = [asyncio.create_task(hop.write(work)) for work in (lambda _: all_wait.wait(60), *works)]
    await asyncio.sleep(0)
    all_wait.set()
    return (await asyncio.gather(*writes, return_exceptions=True))[1:]


async def count(hop: Hop) -> object:
    return await hop.transact("BEGIN", lambda connection: connection.execute(text("SELECT count(*) FROM one")).scalar())


async def test_writers_who_wait_together_share_one_commit(hop: Hop, told: list[str]) -> None:
    await together(hop, *[adding("INSERT INTO one VALUES (NULL, NULL)")] * 5)

    assert told.count("COMMIT") == 1
    assert await count(hop) == 5


async def test_what_one_writer_raises_undoes_its_own_work_only(hop: Hop, told: list[str]) -> None:
    def broken(connection: Connection) -> None:
        adding("INSERT INTO one VALUES (NULL, NULL)")(connection)
        raise KeyError

    kept = adding("INSERT INTO one VALUES (NULL, NULL)")
    answers = await together(hop, kept, broken, kept)

    assert [type(answer) for answer in answers if isinstance(answer, Exception)] == [KeyError]
    assert await count(hop) == 2


async def test_a_commit_that_fails_has_kept_nothing_for_anybody(hop: Hop, told: list[str]) -> None:
    def refused_at_the_end(connection: Connection) -> None:
        adding("PRAGMA defer_foreign_keys = ON")(connection)
        adding("INSERT INTO one VALUES (NULL, 7)")(connection)

    answers = await together(hop, adding("INSERT INTO one VALUES (NULL, NULL)"), refused_at_the_end)
    assert [type(answer) for answer in answers] == [StoreError] * 2
    assert await count(hop) == 0


async def test_a_writer_who_stops_waiting_takes_nobody_along(hop: Hop, told: list[str]) -> None:
    writes = [asyncio.create_task(hop.write(adding("INSERT INTO one VALUES (NULL, NULL)"))) for _ in range(3)]
    await asyncio.sleep(0)
    writes[1].cancel()
    await asyncio.gather(*writes, return_exceptions=True)

    assert [write.cancelled() for write in writes] == [False, True, False]
    assert await count(hop) == 3


async def test_nothing_is_written_into_a_file_that_another_has_replaced(hop: Hop, tmp_path: Path) -> None:
    await hop.write(adding("CREATE TABLE one (id INTEGER)"))
    shutil.copy(tmp_path / "hop.db", tmp_path / "backup.db")
    os.replace(tmp_path / "backup.db", tmp_path / "hop.db")

    with pytest.raises(StoreError, match="moved or replaced"):
        await hop.write(adding("INSERT INTO one VALUES (1)"))


async def test_a_writer_waits_for_another_process_only_so_long(hop: Hop, tmp_path: Path) -> None:
    await hop.write(adding("CREATE TABLE one (id INTEGER)"))
    await hop.run(lambda: hop._raw._conn.execute("PRAGMA busy_timeout = 10"))
    with closing(sqlite3.connect(tmp_path / "hop.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreError, match="SQLITE_BUSY"):
            await hop.write(adding("INSERT INTO one VALUES (1)"))
    await hop.write(adding("INSERT INTO one VALUES (2)"))
    assert await count(hop) == 1


async def test_closing_waits_for_writers_and_later_ones_are_refused(hop: Hop, told: list[str]) -> None:
    writes = [asyncio.create_task(hop.write(adding("INSERT INTO one VALUES (NULL, NULL)"))) for _ in range(3)]
    await asyncio.sleep(0)
    await hop.close()

    assert [write.exception() for write in writes] == [None] * 3
    with pytest.raises(StoreError, match="closed"):
        await hop.write(adding("INSERT INTO one VALUES (NULL, NULL)"))


async def test_who_writes_on_while_it_closes_is_told_so(hop: Hop, told: list[str]) -> None:
    async def write_twice() -> None:
        await hop.write(adding("INSERT INTO one VALUES (1, NULL)"))
        await hop.write(adding("INSERT INTO one VALUES (2, NULL)"))

    writing = asyncio.create_task(write_twice())
    await asyncio.sleep(0)
    await hop.close()
    done, _ = await asyncio.wait([writing], timeout=60)

    assert [type(each.exception()) for each in done] == [StoreError]


async def test_closing_twice_is_closing_once(hop: Hop) -> None:
    await hop.close()
    await hop.close()

    assert hop._raw._connection is None


def test_a_new_file_is_its_owners_only(tmp_path: Path) -> None:
    path = file_of(make_url(f"sqlite:///{tmp_path}/folder/new.db"))

    assert path.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("address", ["sqlite://", "sqlite:///:memory:", "sqlite:////dev/null/folder/new.db"])
def test_an_address_without_a_usable_file_is_refused(address: str) -> None:
    with pytest.raises(StoreError):
        file_of(make_url(address))
