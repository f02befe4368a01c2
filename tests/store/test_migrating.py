"""The revisions make exactly the tables of the schema, once, whoever runs them."""

import asyncio

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection, insert, text

from casework.records import StoreError
from store.database import Database, open_database
from store.migrating import _config
from store.post_tables import attachments, contents
from store.schema import metadata
from tests.conftest import SEALING_KEY
from tests.store.sample import NOW, keep


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


async def test_files_from_before_there_was_a_scanner_wait_for_it(empty_url: str) -> None:
    def with_files(connection: Connection) -> None:
        same = {"mail_id": 1, "given": "", "kind": "", "size": 1, "weight": "fine", "left_out": ""}
        connection.execute(insert(contents).values(digest="abc", content=b"x"))
        names = [
            {**same, "name": name, "digest": digest}
            for name, digest in (("one", "abc"), ("two", "abc"), ("three", None))
        ]
        connection.execute(insert(attachments), names)

    async with await open_database(empty_url, SEALING_KEY) as database:
        await database._write(lambda connection: command.upgrade(_config(connection), "0019"))
        await keep(database)
        await database._write(with_files)
        await database.upgrade()

        assert await database.read(lambda records: [each.digest for each in records.files_of_mail(1)]) == [
            "abc",
            "abc",
            "",
        ]
        assert await database.read(lambda records: records.to_scan(NOW)) == "abc"
