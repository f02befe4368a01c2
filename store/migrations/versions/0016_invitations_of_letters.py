"""What a letter brings to its reader's calendar stands where a notice has its content."""

from alembic import op

revision = "0016"
down_revision = "0015"

SAYS = "JSON of a notice: ids and dates only; of a letter: its invitation to a talk, if it brings one"


def upgrade() -> None:
    """No column is new; SQLite keeps no comments."""
    if op.get_bind().dialect.name == "postgresql":
        op.alter_column("outgoing", "content", comment=SAYS)
