"""Which dates of the law a letter tells stand beside its invitation."""

from alembic import op

revision = "0021"
down_revision = "0020"

SAYS = "JSON of a notice: ids and dates only; of a letter: the dates of the law that it tells, and its invitation to a talk"


def upgrade() -> None:
    """No column is new; SQLite keeps no comments."""
    if op.get_bind().dialect.name == "postgresql":
        op.alter_column("outgoing", "content", comment=SAYS)
