"""The faculty of an exam, and the rulebooks and laws that two persons put into effect."""

from typing import Any

from alembic import op
from sqlalchemy import text
from sqlalchemy.schema import Column, ForeignKey, Index, MetaData, Table
from sqlalchemy.types import Integer, String, Text

revision = "0002"
down_revision = "0001"

Moment = String(27)

NAMES = {
    "pk": "pk_%(table_name)s",
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
}

metadata = MetaData(naming_convention=NAMES)

staff = Table("staff", metadata, Column("id", Integer, primary_key=True))


def _col(name: str, kind: Any, says: str, **options: Any) -> Column[Any]:
    return Column(name, kind, comment=says, **{"nullable": False, **options})


def _ref(name: str, target: str, says: str, **options: Any) -> Column[Any]:
    return Column(name, Integer, ForeignKey(target), comment=says, **{"nullable": False, **options})


def _index(name: str, *columns: str, where: Any = None) -> Index:
    return Index(name, *columns, sqlite_where=where, postgresql_where=where)


rulebooks = Table(
    "rulebooks",
    metadata,
    Column("id", Integer, primary_key=True, comment="Our own number of this row"),
    _col("kind", Text, "rulebook or law"),
    _col("name", Text, "The rulebook's id or the law's name"),
    _col("digest", Text, "SHA-256 of the text"),
    _col("text", Text, "The TOML text as it was loaded"),
    _col("shown", Text, "SHA-256 of the difference that was shown at loading"),
    _ref("loaded_by", "staff.id", "Who loaded it"),
    _col("loaded_via", Text, "By which way it was loaded, as cli:user"),
    _col("loaded_at", Moment, "When it was loaded, UTC"),
    _ref("confirmed_by", "staff.id", "The second person, empty until confirmed (D-35)", nullable=True),
    _col("confirmed_via", Text, "By which way it was confirmed", nullable=True),
    _col("confirmed_at", Moment, "When it took effect, UTC", nullable=True),
    _index("ix_rulebooks_confirmed", "confirmed_at", where=text("confirmed_at IS NOT NULL")),
)


def upgrade() -> None:
    """Exams that are there already have no faculty, which an empty text says."""
    op.add_column("exams", _col("faculty", Text, "Faculty code in capitals, empty where unknown", server_default=""))
    rulebooks.create(op.get_bind(), checkfirst=False)
