"""The rulebook that the settings named at the first start: editing its file changes no rule (D-35)."""

from alembic import op
from sqlalchemy.schema import Column
from sqlalchemy.types import Integer, String, Text

revision = "0019"
down_revision = "0018"


def upgrade() -> None:
    """Empty until the next start, which keeps what the settings name then."""
    op.create_table(
        "first_rulebooks",
        Column("id", Integer, primary_key=True, comment="Our own number of this row"),
        Column("digest", Text, nullable=False, comment="SHA-256 of the text"),
        Column(
            "text",
            Text,
            nullable=False,
            comment="The TOML text that the settings named at the first start; the newest row holds",
        ),
        Column("since", String(27), nullable=False, comment="When that was, UTC"),
    )
