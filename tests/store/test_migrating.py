"""The revisions make exactly the tables of the schema, once, whoever runs them."""

import asyncio

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection, text

from casework.records import StoreError
from store.database import Database, open_database
from store.schema import metadata
from tests.conftest import SEALING_KEY


def differences(connection: Connection) -> list[object]:
    return compare_metadata(MigrationContext.configure(connection, opts={"compare_type": True}), metadata)


async def test_revisions_on_an_empty_database_give_the_schema(empty_url: str) -> None:
    async with await open_database(empty_url, SEALING_KEY) as database:
        await database.upgrade()

        assert await database._read(differences) == []


async def test_upgrading_twice_changes_nothing_more(database: Database) -> None:
    await database.upgrade()

    assert await database._read(differences) == []


async def test_a_newer_database_is_refused_with_advice(database: Database) -> None:
    await database._write(lambda connection: connection.execute(text("UPDATE alembic_version SET version_num = '9'")))

    with pytest.raises(StoreError, match="newer version of Fristvakt"):
        await database.upgrade()


async def test_several_upgrades_at_once_make_the_tables_once(empty_url: str) -> None:
    opened = await asyncio.gather(*(open_database(empty_url, SEALING_KEY) for _ in range(4)))
    await asyncio.gather(*(each.upgrade() for each in opened))

    assert await opened[0]._read(differences) == []
    await asyncio.gather(*(each.close() for each in opened))


async def test_a_failed_upgrade_leaves_no_table_behind(empty_url: str) -> None:
    async with await open_database(empty_url, SEALING_KEY) as database:
        await database._write(lambda connection: connection.execute(text("CREATE TABLE seen (one INTEGER)")))
        with pytest.raises(StoreError):
            await database.upgrade()

        with pytest.raises(StoreError):
            await database._read(lambda connection: connection.execute(text("SELECT * FROM exams")).all())
