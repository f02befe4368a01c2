"""How moments and JSON stand in columns: the same text on SQLite and PostgreSQL, readable and sortable."""

import json
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from enum import Enum
from typing import Any

from sqlalchemy import Dialect, String, Text
from sqlalchemy.types import TypeDecorator


def moment_text(moment: datetime) -> str:
    """An aware moment as UTC text of fixed width, "2026-11-23T08:00:00.000000Z"; a naive one is refused with ValueError."""
    if moment.utcoffset() is None:
        raise ValueError("a moment without a time zone cannot be stored")
    return moment.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def plain(value: Any) -> Any:
    """The JSON-ready form of a fact: enums by value, moments and dates as ISO text, sets sorted; else TypeError."""
    if isinstance(value, Enum):
        return value.value
    if value is None or isinstance(value, str | int | float):
        return value
    if isinstance(value, datetime):
        return moment_text(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(plain(key)): plain(inner) for key, inner in value.items()}
    if isinstance(value, frozenset | set):
        return sorted(plain(inner) for inner in value)
    if isinstance(value, tuple | list):
        return [plain(inner) for inner in value]
    raise TypeError(f"a {type(value).__name__} has no JSON form here")


# JSON's own C code walks through what is written and asks `plain` only for what it does not know.
_encode = json.JSONEncoder(sort_keys=True, separators=(",", ":"), default=plain).encode


def canonical(value: Any) -> str:
    """The JSON-ready form of a fact as JSON of one only form: keys sorted, no spaces, ASCII; what hashes are computed over."""
    return _encode(value)


class Moment(TypeDecorator[datetime]):
    """An aware moment, kept as UTC text of fixed width so that text order is time order."""

    impl = String(27)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> str | None:
        """The text that is stored."""
        return None if value is None else moment_text(value)

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[str | None], datetime | None]:
        """Reads the text back, one call a cell, as lists of a hundred thousand rows pass here."""
        parse = datetime.fromisoformat
        return lambda text: None if text is None else parse(text)


class Json(TypeDecorator[Any]):
    """A JSON-ready value kept as canonical text."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> str:
        """The canonical text that is stored."""
        return canonical(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> Any:
        """The value that the text holds."""
        return None if value is None else json.loads(value)
