"""What the parts of the records share: one connection inside one transaction, and statements made once for both databases."""

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Executable
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

PAGE = 1000

Clock = Callable[[], datetime]
Upsert = dict[str, Executable]


class Transaction:
    """One open transaction; whoever made it commits or rolls back. `clock` gives an aware UTC moment."""

    def __init__(self, connection: Connection, clock: Clock) -> None:
        self._connection = connection
        self._clock = clock


def both(build: Callable[[Any], Executable]) -> Upsert:
    """The same INSERT … ON CONFLICT statement for each database; `build` is given that database's `insert`."""
    return {"sqlite": build(sqlite_insert), "postgresql": build(postgresql_insert)}


def for_this(statement: Upsert, connection: Connection) -> Executable:
    """The one of the two statements that this connection speaks."""
    return statement[connection.dialect.name]


def paged(connection: Connection, statement: Executable, place: Callable[[Any], int]) -> Iterator[Any]:
    """All rows of a statement that gives those `after` a place, PAGE at a time, so that no cursor stays open."""
    after = 0
    while rows := connection.execute(statement, {"after": after}).all():
        yield from rows
        after = place(rows[-1])
