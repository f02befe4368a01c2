"""How transactions run on the thread of an aiosqlite connection."""

import threading
from pathlib import Path

import pytest
from sqlalchemy import make_url, text

from casework.records import StoreError
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
