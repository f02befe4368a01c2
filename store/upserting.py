"""Rows named by a natural key: the new ones are added, the others changed where they differ; None never overwrites."""

from collections.abc import Iterable, Iterator, Mapping
from enum import Enum, IntEnum
from itertools import islice
from typing import Any

from sqlalchemy import Connection, Select, Table, bindparam, insert, update

CHUNK = 1000

Key = tuple[Any, ...]
Rows = dict[Key, Mapping[str, Any]]


class Fate(IntEnum):
    """What an import did with a row."""

    UNCHANGED = 0
    CHANGED = 1
    ADDED = 2


def known(**cells: Any) -> dict[str, Any]:
    """The cells that are not empty, enums by value."""
    return {name: cell.value if isinstance(cell, Enum) else cell for name, cell in cells.items() if cell is not None}


def merged(pairs: Iterable[tuple[Key, dict[str, Any]]]) -> dict[Key, dict[str, Any]]:
    """One entry a key: of several rows with the same key a later cell wins."""
    found: dict[Key, dict[str, Any]] = {}
    for key, values in pairs:
        found.setdefault(key, {}).update(values)
    return found


def existing(connection: Connection, statement: Select[Any], by: tuple[str, ...], keys: Iterable[Any]) -> Rows:
    """The rows that `statement` finds for its list parameter `keys`, asked in chunks, by the columns `by`."""
    found: Rows = {}
    for chunk in _chunks(keys):
        for row in connection.execute(statement, {"keys": chunk}).mappings():
            found[tuple(row[name] for name in by)] = dict(row)
    return found


def upsert(
    connection: Connection,
    table: Table,
    by: tuple[str, ...],
    before: Rows,
    wanted: Mapping[Key, Mapping[str, Any]],
    empty: Mapping[str, Any],
) -> dict[Key, Fate]:
    """Adds what is not in `before` (its empty cells from `empty`), changes what differs, and tells the fate of each key."""
    new = {key: values for key, values in wanted.items() if key not in before}
    changed = {
        key: values
        for key, values in wanted.items()
        if key in before and any(before[key][name] != value for name, value in values.items())
    }
    if new:
        rows = [{**empty, **values, **dict(zip(by, key, strict=True))} for key, values in new.items()]
        connection.execute(insert(table), rows)
    if changed:
        rows = [{**before[key], **values, "which": before[key]["id"]} for key, values in changed.items()]
        connection.execute(_update(table), rows)
    return {key: Fate.ADDED if key in new else Fate.CHANGED if key in changed else Fate.UNCHANGED for key in wanted}


def _update(table: Table) -> Any:
    columns: dict[str, Any] = {column.name: bindparam(column.name) for column in table.c if column.name != "id"}
    return update(table).where(table.c.id == bindparam("which")).values(columns)


def _chunks(keys: Iterable[Any]) -> Iterator[list[Any]]:
    left = iter(dict.fromkeys(keys))
    while chunk := list(islice(left, CHUNK)):
        yield chunk
