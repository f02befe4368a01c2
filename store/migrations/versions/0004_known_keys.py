"""The keys that a database was used with, so that a lost key file is noticed."""

from alembic import op
from sqlalchemy.schema import Column
from sqlalchemy.types import String, Text

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Empty until the next start."""
    op.create_table(
        "known_keys",
        Column("id", Text, primary_key=True, comment="Which key, told by a digest of it"),
        Column("first_used", String(27), nullable=False, comment="When the service first ran with it, UTC"),
    )
