"""Statements compiled once that then go straight to the driver of SQLite: SQLAlchemy writes the SQL, but is not asked at each use."""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from operator import itemgetter
from typing import Any, ClassVar
from weakref import WeakSet

from sqlalchemy import Connection, Dialect, Engine, SelectBase, UpdateBase
from sqlalchemy.exc import InvalidRequestError
from sqlalchemy.sql.compiler import SQLCompiler

MOST = 1000  # statements that are kept; the store has some hundreds
AT_ONCE = 500  # rows

Values = Mapping[str, Any]


class Changed:
    """What a statement that gives no rows says of itself."""

    def __init__(self, rowcount: int) -> None:
        self.rowcount = rowcount


class Row(tuple[Any, ...]):
    """One row: its cells in order, and each as an attribute named after its column."""

    __slots__ = ()
    _names: ClassVar[tuple[str, ...]] = ()

    @property
    def _mapping(self) -> dict[str, Any]:
        return dict(zip(self._names, self, strict=True))


def _kind_of_row(names: Sequence[str]) -> type[Row]:
    cells = {name: property(itemgetter(place)) for place, name in enumerate(names)}
    return type("Row", (Row,), {**cells, "__slots__": (), "_names": tuple(names)})


class Rows:
    """All rows that a statement gave, asked as SQLAlchemy's Result is, which takes longer to make than most queries."""

    def __init__(self, rows: Sequence[Any]) -> None:
        self._rows = rows

    def __iter__(self) -> Iterator[Any]:
        return iter(self._rows)

    def all(self) -> Sequence[Any]:
        """The rows in their order."""
        return self._rows

    def first(self) -> Any:
        """The first row, None where there is none."""
        return self._rows[0] if self._rows else None

    def one(self) -> Any:
        """The only row; InvalidRequestError where there are none or several."""
        if len(self._rows) != 1:
            raise InvalidRequestError(f"one row was expected, not {len(self._rows)}")
        return self._rows[0]

    def scalar(self) -> Any:
        """The first cell of the first row, None where there is none."""
        return self._rows[0][0] if self._rows else None

    def scalar_one(self) -> Any:
        """The first cell of the only row; InvalidRequestError where there are none or several."""
        return self.one()[0]

    def scalars(self) -> "Rows":
        """The first cell of each row."""
        return Rows([row[0] for row in self._rows])


class Prepared:
    """One compiled statement, for parameters of the same names each time."""

    def __init__(self, compiled: SQLCompiler, dialect: Dialect, columns: Sequence[Any]) -> None:
        self._sql = compiled.string
        binds = [compiled.binds[name] for name in compiled.positiontup or ()]
        self._places = [
            (bind.key, bind.required, bind.effective_value, bind.type.dialect_impl(dialect).bind_processor(dialect))
            for bind in binds
        ]
        processes = [column.type.dialect_impl(dialect).result_processor(dialect, None) for column in columns]
        self._processes = [(place, process) for place, process in enumerate(processes) if process]
        self._row = partial(tuple.__new__, _kind_of_row([column.key for column in columns])) if columns else None

    def run(self, raw: sqlite3.Connection, values: Values) -> Any:
        """Executes it once; all rows are fetched before this returns."""
        cursor = raw.execute(self._sql, self._bound(values))
        if self._row is None:
            return Changed(cursor.rowcount)
        return Rows(list(map(self._row, self._read(cursor.fetchall()))))

    def run_each(self, raw: sqlite3.Connection, many: Iterable[Values]) -> Changed:
        """Executes it for each of many, without rows."""
        return Changed(raw.executemany(self._sql, map(self._bound, many)).rowcount)

    def _bound(self, values: Values) -> list[Any]:
        bound = []
        for key, required, otherwise, process in self._places:
            value = values[key] if required or key in values else otherwise
            bound.append(process(value) if process else value)
        return bound

    def _read(self, rows: list[tuple[Any, ...]]) -> Iterator[tuple[Any, ...]]:
        """The rows with their cells as values of ours: a column at a time, and few rows, as nobody else can run meanwhile."""
        if not self._processes:
            yield from rows
            return
        for first in range(0, len(rows), AT_ONCE):
            columns: list[Iterable[Any]] = list(zip(*rows[first : first + AT_ONCE], strict=True))
            for place, process in self._processes:
                columns[place] = map(process, columns[place])
            yield from zip(*columns, strict=True)


class PreparedConnection(Connection):
    """SQLAlchemy's connection to SQLite, on which a statement that was given before goes straight to the driver.

    The store's statements are made once; those whose SQL depends on their values, such as a list of unknown length, stay with SQLAlchemy.
    """

    def __init__(self, engine: Engine, raw: sqlite3.Connection) -> None:
        super().__init__(engine)
        self._raw = raw
        self._given: WeakSet[Any] = WeakSet()
        self._known: dict[tuple[Any, ...], Prepared | None] = {}

    def execute(self, statement: Any, parameters: Any = None, **options: Any) -> Any:
        """As SQLAlchemy's does, for a statement with the values of one row or of many."""
        many = isinstance(parameters, list)
        names = tuple(parameters[0] if many else parameters) if parameters else ()
        prepared = self._prepared(statement, names)
        if prepared is None or options:
            return super().execute(statement, parameters, **options)
        return prepared.run_each(self._raw, parameters) if many else prepared.run(self._raw, parameters or {})

    def _prepared(self, statement: Any, names: tuple[str, ...]) -> Prepared | None:
        key = (statement, *names)
        try:
            return self._known[key]
        except KeyError:
            pass
        if not isinstance(statement, SelectBase | UpdateBase):
            return None
        if statement not in self._given:
            self._given.add(statement)  # one that is made anew each time is not worth it
            return None
        if len(self._known) >= MOST:
            self._known.clear()
        self._known[key] = _prepare(statement, names, self.dialect)
        return self._known[key]


def _prepare(statement: SelectBase | UpdateBase, names: Sequence[str], dialect: Dialect) -> Prepared | None:
    compiled = statement.compile(dialect=dialect, column_keys=list(names))
    columns = list(statement.exported_columns)
    if not isinstance(compiled, SQLCompiler) or len({column.key for column in columns}) < len(columns):
        return None
    if compiled.post_compile_params or compiled.literal_execute_params or compiled.prefetch:
        return None
    return Prepared(compiled, dialect, columns)
