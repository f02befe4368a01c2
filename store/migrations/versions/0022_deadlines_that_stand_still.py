"""Whether a letter has told a student that the appeal deadline stands still while the group awaits an explanation."""

from alembic import op
from sqlalchemy import false
from sqlalchemy.schema import Column
from sqlalchemy.types import Boolean

revision = "0022"
down_revision = "0021"


def upgrade() -> None:
    """Nobody was told before; who should have been is told when the case's dates are next computed."""
    says = "Whether the student was told that the deadline stands still"
    op.add_column("cases", Column("told_waiting", Boolean, nullable=False, server_default=false(), comment=says))
