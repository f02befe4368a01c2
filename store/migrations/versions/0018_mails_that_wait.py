"""When a mail that failed is read again, the mails that have not found their place, and files that may run something."""

from alembic import op
from sqlalchemy import text
from sqlalchemy.schema import Column
from sqlalchemy.types import String

revision = "0018"
down_revision = "0017"

UNPLACED = text("state <> 'understood'")
WEIGHTS = "fine, active, unknown_kind, encrypted, too_heavy or broken"


def upgrade() -> None:
    """What waits now is read at once."""
    op.add_column("mails", Column("next_try", String(27), nullable=True, comment="Not read before this moment, UTC"))
    op.create_index("ix_mails_unplaced", "mails", ["kept"], sqlite_where=UNPLACED, postgresql_where=UNPLACED)
    if op.get_bind().dialect.name == "postgresql":  # SQLite keeps no comments
        op.alter_column("attachments", "weight", comment=WEIGHTS)
