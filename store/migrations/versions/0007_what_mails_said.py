"""What the mails of a case said, as a digest, so that an answer which only repeats itself is seen."""

from alembic import op
from sqlalchemy import text
from sqlalchemy.schema import Column
from sqlalchemy.types import LargeBinary

revision = "0007"
down_revision = "0006"

SAID = text("said IS NOT NULL")


def upgrade() -> None:
    """Mails that were read before have no digest, and repeat nothing."""
    comment = "Digest of its new words, where it answers a case"
    op.add_column("mails", Column("said", LargeBinary, nullable=True, comment=comment))
    columns = ["case_number", "id"]
    op.create_index("ix_mails_said", "mails", columns, sqlite_where=SAID, postgresql_where=SAID)
