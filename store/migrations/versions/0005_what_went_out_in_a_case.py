"""An index that finds what went out in a case, so that a letter can be tied to those before it."""

from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Over everything that went out."""
    op.create_index("ix_outgoing_case", "outgoing", ["case_number"])
