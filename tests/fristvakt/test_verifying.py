"""The proof: a whole database has no fault, and whatever was changed behind our back is named."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from sqlalchemy import NullPool, create_engine

from casework.case import Status, moved
from fristvakt.verifying import verified
from store.database import Database
from tests.store.sample import CLOCK, NOW, fill, new_case, opening

Tamper = Callable[[str], None]


@pytest.fixture
def tamper(database_url: str) -> Tamper:
    """Changes the database as somebody would who has its password."""

    def do(statement: str) -> None:
        engine = create_engine(database_url.replace("postgresql://", "postgresql+psycopg://"), poolclass=NullPool)
        with engine.begin() as connection:
            if engine.name == "postgresql":
                connection.exec_driver_sql("SET LOCAL session_replication_role = replica")  # no foreign key hinders it
            connection.exec_driver_sql(statement)

    return do


@pytest.fixture
async def store(database: Database) -> Database:
    """Two cases, the first with two events."""
    await fill(database)
    await database.write(lambda records: records.save(opening(1)))
    await database.write(lambda records: records.save(opening(2)))
    await database.write(lambda records: records.save(moved(new_case(1), "sent", NOW, CLOCK, status=Status.DONE)))
    return database


async def faults(store: Database) -> list[str]:
    return (await store.read(verified)).faults


async def test_an_empty_database_has_no_fault(database: Database):
    result = await database.read(verified)
    assert (result.cases, result.events, result.faults) == (0, 0, [])


async def test_a_whole_database_is_counted_and_has_no_fault(store: Database):
    result = await store.read(verified)
    assert (result.cases, result.events, result.faults) == (2, 3, [])


async def test_a_case_from_before_a_field_was_there_has_no_fault(store: Database):
    """Its first event says nothing of the field, and the migration filled the column."""
    event = opening(3).event
    older = {name: value for name, value in event.changes.items() if name not in ("pauses", "told_waiting", "seen_on")}
    change = replace(opening(3), event=replace(event, changes=older))
    await store.write(lambda records: records.save(change))
    assert await faults(store) == []


async def test_a_case_that_was_changed_is_named(store: Database, tamper: Tamper):
    tamper("UPDATE cases SET status = 'rejected' WHERE number = 2")
    assert await faults(store) == ["case 2 differs from its journal"]


async def test_a_day_that_was_moved_is_found(store: Database, tamper: Tamper):
    tamper("UPDATE cases SET due = '2027-01-04' WHERE number = 1")
    assert await faults(store) == ["case 1 differs from its journal"]


async def test_a_case_that_was_removed_is_named(store: Database, tamper: Tamper):
    tamper("UPDATE cases SET number = 9 WHERE number = 2")
    assert await faults(store) == ["case 2 differs from its journal", "case 9 differs from its journal"]


async def test_an_event_that_was_changed_breaks_the_chain_at_its_row(store: Database, tamper: Tamper):
    tamper("UPDATE journal SET who = 'staff:99' WHERE seq = 2")
    assert await faults(store) == ["the chain of the journal is broken at row 2"]


async def test_an_event_that_was_removed_breaks_the_chain(store: Database, tamper: Tamper):
    tamper("DELETE FROM journal WHERE seq = 2")
    assert "the chain of the journal is broken at row 3" in await faults(store)


async def test_the_last_event_that_was_removed_shows_in_its_case(store: Database, tamper: Tamper):
    tamper("DELETE FROM journal WHERE seq = 3")
    assert await faults(store) == ["case 1 differs from its journal"]
