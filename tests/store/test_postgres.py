"""How an address of PostgreSQL is understood."""

from collections.abc import AsyncIterator

import psycopg
import pytest
from sqlalchemy import make_url, text

from casework.records import StoreError
from store import postgres
from store.database import Database, open_database
from store.postgres import _understood
from tests.conftest import SEALING_KEY
from tests.store.sample import keep


@pytest.mark.parametrize(("asked", "given"), [("none", None), ("None", None), ("0", 0), ("7", 7)])
def test_the_address_says_whether_statements_are_prepared(asked: str, given: int | None) -> None:
    url, arguments = _understood(make_url(f"postgresql://host/name?prepare_threshold={asked}&sslmode=require"))

    assert arguments["prepare_threshold"] == given
    assert dict(url.query) == {"sslmode": "require"}


def test_the_waiting_time_of_the_address_is_left_as_it_is() -> None:
    assert "connect_timeout" not in _understood(make_url("postgresql://host/name?connect_timeout=3"))[1]


@pytest.mark.postgres
@pytest.mark.parametrize(("threshold", "prepared"), [("none", 0), ("0", 1)])
async def test_no_statement_is_prepared_behind_a_pooler(
    new_database_url: object, threshold: str, prepared: int
) -> None:
    url = f"{new_database_url('postgres')}&prepare_threshold={threshold}"
    async with await open_database(url, SEALING_KEY) as database:
        count = text("SELECT count(*) FROM pg_prepared_statements")
        for _ in range(9):
            found = await database._read(lambda connection: connection.execute(count).scalar_one())

        assert min(found, 1) == prepared


@pytest.fixture
async def durable(new_database_url: object, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Database]:
    """A database whose server does not wait for its disk, and writers that do not wait long for each other."""
    url = new_database_url("postgres")
    with psycopg.connect(url, autocommit=True) as connection:
        name = connection.info.dbname
        connection.execute(f"ALTER DATABASE {name} SET synchronous_commit = off")
    monkeypatch.setattr(postgres, "DURABLY", postgres.durably(patience_ms=10))
    async with await open_database(url, SEALING_KEY) as database:
        await database.upgrade()
        yield database


@pytest.mark.postgres
async def test_a_commit_waits_for_the_disk_whatever_the_server_is_set_to(durable: Database) -> None:
    asked = text("SHOW synchronous_commit")
    assert await durable._read(lambda connection: connection.execute(asked).scalar()) == "off"
    assert await durable._write(lambda connection: connection.execute(asked).scalar()) == "on"


@pytest.mark.postgres
async def test_a_writer_waits_for_another_only_so_long(durable: Database) -> None:
    with psycopg.connect(durable._pool._url.set(drivername="postgresql").render_as_string()) as other:
        other.execute("LOCK TABLE mails")
        with pytest.raises(StoreError, match="55P03"):
            await keep(durable)
    assert await keep(durable)


@pytest.mark.postgres
async def test_a_level_above_on_is_left_as_it_is(new_database_url: object) -> None:
    url = f"{new_database_url('postgres')}&options=-csynchronous_commit%3Dremote_apply"
    async with await open_database(url, SEALING_KEY) as database:
        asked = text("SHOW synchronous_commit")
        assert await database._write(lambda connection: connection.execute(asked).scalar()) == "remote_apply"
