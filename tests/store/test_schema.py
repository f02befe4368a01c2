"""What a reader of the database finds, and that the lists find their indexes."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import Connection, Executable, inspect, text
from sqlalchemy.dialects import sqlite

from store.appointments import KEPT
from store.cases import INTERIMS, NEXT_HOLDERS, WAITING_FOR, WITH_GRADERS
from store.database import Database, open_database
from store.held import WAITING_TEXTS
from store.inbox import UNREAD
from store.outbox import DUE
from store.schema import metadata
from tests.conftest import SEALING_KEY


@pytest.mark.parametrize("table", metadata.sorted_tables, ids=str)
def test_every_column_says_what_it_holds(table: object) -> None:
    assert [column.name for column in table.columns if not column.comment] == []


@pytest.mark.postgres
async def test_postgresql_shows_the_sentences_to_its_readers(new_database_url: object) -> None:
    url = new_database_url("postgres")
    async with await open_database(url, SEALING_KEY) as database:
        await database.upgrade()
        columns = await database._read(lambda connection: inspect(connection).get_columns("cases"))

    assert all(column["comment"] for column in columns)


@pytest.mark.parametrize(
    ("statement", "index"),
    [
        (WAITING_FOR, "ix_cases_open_grader"),
        (NEXT_HOLDERS, "ix_cases_open_grader"),
        (NEXT_HOLDERS, "ix_cases_with_commission"),
        (WITH_GRADERS, "ix_cases_open_grader"),
        (WITH_GRADERS, "ix_cases_with_commission"),
        (WAITING_FOR, "ix_cases_with_commission"),
        (INTERIMS, "ix_cases_open_interim"),
        (INTERIMS, "ix_cases_open_promised"),
        (UNREAD[None], "ix_mails_new"),
        (KEPT, "ix_appointments_no_show_kept"),
        (WAITING_TEXTS, "ix_outgoing_held"),
    ],
)
async def test_what_is_due_is_found_by_an_index(migrated_file: object, statement: Executable, index: str) -> None:
    def plan(connection: Connection) -> str:
        compiled = statement.compile(dialect=sqlite.dialect())
        asked = f"EXPLAIN QUERY PLAN {compiled}"
        return str(connection.exec_driver_sql(asked, tuple(0 for _ in compiled.positiontup)).all())

    async with await open_database(f"sqlite:///{migrated_file}", SEALING_KEY) as database:
        assert f"INDEX {index}" in await database._read(plan)


async def test_what_waits_to_go_out_is_found_by_an_index(migrated_file: object) -> None:
    def plan(connection: Connection) -> str:
        asked = DUE.params(kinds=["letter"], now=datetime(2026, 11, 23, tzinfo=UTC), most=9)
        written = asked.compile(dialect=sqlite.dialect(), compile_kwargs={"render_postcompile": True})
        given = tuple(0 for _ in written.positiontup)
        return str(connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {written}", given).all())

    async with await open_database(f"sqlite:///{migrated_file}", SEALING_KEY) as database:
        assert "INDEX ix_outgoing_waiting" in await database._read(plan)


async def test_keys_of_other_tables_are_checked(database: Database) -> None:
    orphan = text("INSERT INTO grades (result_id, sealed) VALUES (1, '')")

    with pytest.raises(Exception, match="the database failed"):
        await database._write(lambda connection: connection.execute(orphan))
