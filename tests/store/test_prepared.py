"""What goes straight to the driver gives what SQLAlchemy would have given."""

import sqlite3
from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import Connection, StaticPool, bindparam, create_engine, func, insert, literal, select, text, update
from sqlalchemy.dialects.sqlite import insert as upsert
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.schema import Column, MetaData, Table
from sqlalchemy.types import Boolean, Date, Integer, LargeBinary, String

from store.prepared import PreparedConnection
from store.types import Json, Moment

NOON = datetime(2026, 11, 23, 11, tzinfo=UTC)
things = Table(
    "things",
    MetaData(),
    Column("id", Integer, primary_key=True),
    Column("name", String),
    Column("day", Date),
    Column("at", Moment),
    Column("facts", Json),
    Column("sealed", LargeBinary),
    Column("open", Boolean),
)
ROW = {
    "name": "en",
    "day": date(2026, 11, 23),
    "at": NOON,
    "facts": {"b": [1], "a": None},
    "sealed": b"\0s",
    "open": True,
}
NOTHING = dict.fromkeys(("day", "at", "sealed", "open")) | {"name": "to", "facts": []}
INSERT = insert(things)
ALL = select(things).order_by(things.c.id)
NAMED = select(things.c.id.label("number"), things.c.day).where(things.c.name == bindparam("name"))
SINCE = select(things.c.name).where(things.c.at >= bindparam("since"), things.c.open.is_(True))
PAGE = select(things.c.id).order_by(things.c.id).limit(bindparam("most"))
COUNT = select(func.count(), func.max(things.c.day)).select_from(things)
BOTH = select(things.c.name, literal("x").label("kind")).union_all(select(things.c.name, literal("y")))
OTHERWISE = select(things.c.id).where(things.c.name == bindparam("name", "to"))
IN = select(things.c.name).where(things.c.id.in_(bindparam("ids", expanding=True))).order_by(things.c.id)
READS = [
    (ALL, None),
    (NAMED, {"name": "en"}),
    (SINCE, {"since": NOON}),
    (PAGE, {"most": 1}),
    (COUNT, None),
    (BOTH, None),
    (OTHERWISE, None),
    (IN, {"ids": [1, 2]}),
    (text("SELECT name FROM things WHERE id = :id"), {"id": 2}),
]


@pytest.fixture
def raw() -> Iterator[sqlite3.Connection]:
    connection = sqlite3.connect(":memory:", isolation_level=None)
    yield connection
    connection.close()


@pytest.fixture
def plain(raw: sqlite3.Connection) -> Iterator[Connection]:
    engine = create_engine("sqlite://", creator=lambda: raw, poolclass=StaticPool)
    with engine.connect() as connection:
        things.create(connection)
        connection.execute(INSERT, [ROW, NOTHING])
        yield connection


@pytest.fixture
def prepared(raw: sqlite3.Connection, plain: Connection) -> PreparedConnection:
    return PreparedConnection(plain.engine, raw)


@pytest.mark.parametrize(("statement", "values"), READS)
def test_rows_are_the_same_at_every_use(plain: Connection, prepared: PreparedConnection, statement, values):
    wanted = plain.execute(statement, values).all()
    assert [prepared.execute(statement, values).all() for _ in range(3)] == [wanted] * 3


def test_rows_know_their_names_and_results_their_ways(prepared: PreparedConnection):
    for _ in range(3):
        row = prepared.execute(NAMED, {"name": "en"}).one()
        assert (row.number, row.day, dict(row._mapping)) == (1, ROW["day"], {"number": 1, "day": ROW["day"]})
        assert prepared.execute(NAMED, {"name": "nobody"}).first() is None
        assert prepared.execute(PAGE, {"most": 9}).scalars().all() == [1, 2]


def test_what_is_written_is_read_again(prepared: PreparedConnection):
    for _ in range(3):
        prepared.execute(INSERT, ROW)
        prepared.execute(INSERT, [NOTHING, ROW])
    kept = [{name: value for name, value in row._mapping.items() if name != "id"} for row in prepared.execute(ALL)]
    assert kept == [ROW, NOTHING, *[ROW, NOTHING, ROW] * 3]


def test_an_update_says_how_many_it_changed(prepared: PreparedConnection):
    named = update(things).where(things.c.id == bindparam("which")).values(name=bindparam("now"))
    counted = [prepared.execute(named, {"which": which, "now": "ny"}).rowcount for which in (1, 2, 9)]
    assert counted == [1, 1, 0]


def test_a_key_given_again_gives_the_row_that_was_there(prepared: PreparedConnection):
    kept = (
        upsert(things)
        .on_conflict_do_update(index_elements=["id"], set_={"name": "igjen"})
        .returning(things.c.id, things.c.name)
    )
    assert [prepared.execute(kept, {"id": 1, **ROW}).one() for _ in range(3)] == [(1, "igjen")] * 3


def test_the_same_statement_with_other_names_is_another(prepared: PreparedConnection):
    for _ in range(3):
        prepared.execute(INSERT, {"name": "a"})
        prepared.execute(INSERT, {"day": ROW["day"], "name": "b"})
    assert prepared.execute(select(func.count(things.c.day))).scalar_one() == 1 + 3


def test_a_value_that_is_missing_is_an_error_and_never_null(prepared: PreparedConnection):
    for _ in range(3):
        with pytest.raises((SQLAlchemyError, KeyError)):
            prepared.execute(NAMED, {})


def test_statements_that_are_made_anew_each_time_are_not_kept(prepared: PreparedConnection):
    for _ in range(50):
        prepared.execute(select(things.c.id))
    assert not prepared._known
