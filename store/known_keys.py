"""Which keys a database was used with, so that a lost key file is noticed before another one takes its place."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, delete, inspect, select

from store.schema import known_keys
from store.transaction import both, for_this

KNOWN = select(known_keys.c.id)
REMEMBER = both(lambda insert: insert(known_keys).on_conflict_do_nothing(index_elements=["id"]))


def fit(connection: Connection, ids: Sequence[str]) -> bool:
    """Whether one of these keys was used here before, or none ever was; also for tables of an older version."""
    if not inspect(connection).has_table(known_keys.name):
        return True
    known = set(connection.execute(KNOWN).scalars())
    return not known or bool(known.intersection(ids))


def remember(connection: Connection, ids: Sequence[str], now: datetime) -> None:
    """These keys are in use; `now` is aware UTC."""
    rows = [{"id": each, "first_used": now} for each in ids]
    connection.execute(for_this(REMEMBER, connection), rows)


def forget(connection: Connection) -> None:
    """No key was ever used here: the next start may bring another one."""
    connection.execute(delete(known_keys))
