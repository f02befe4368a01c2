"""An index that counts the answers machines gave, so that two of them never answer each other for long."""

from alembic import op
from sqlalchemy import text

revision = "0003"
down_revision = "0002"

ANSWER = text("automatic = 'auto-replied'")


def upgrade() -> None:
    """Over answers only, by when they were written."""
    columns = ["written", "to_address"]
    op.create_index("ix_outgoing_answers", "outgoing", columns, sqlite_where=ANSWER, postgresql_where=ANSWER)
