"""How the columns of our tables are written: each with its sentence, not null unless said, keys and indexes named alike."""

from typing import Any

from sqlalchemy.schema import Column, ForeignKey, Index, MetaData
from sqlalchemy.types import Integer

NAMES = {
    "pk": "pk_%(table_name)s",
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
}

metadata = MetaData(naming_convention=NAMES)


def own_id() -> Column[int]:
    """The number that a row is known by."""
    return Column("id", Integer, primary_key=True, comment="Our own number of this row")


def col(name: str, kind: Any, says: str, **options: Any) -> Column[Any]:
    """A column and the sentence that tells what it holds."""
    return Column(name, kind, comment=says, **{"nullable": False, **options})


def ref(name: str, target: str, says: str, **options: Any) -> Column[Any]:
    """A column that names a row of another table, `target` being "table.column"."""
    return Column(name, Integer, ForeignKey(target), comment=says, **{"nullable": False, **options})


def index(name: str, *columns: str, where: Any = None) -> Index:
    """An index over the rows for which `where` holds."""
    return Index(name, *columns, sqlite_where=where, postgresql_where=where)
