"""Letters whose text nobody has approved are held by themselves, and found by an index."""

from alembic import op
from sqlalchemy import text

revision = "0008"
down_revision = "0007"

HELD = text("state = 'held'")
SAYS = {
    "approver": "Who approved the template in that version (D-43)",
    "state": "waiting, sent or gave_up; held while nobody has approved the text of a letter",
}


def upgrade() -> None:
    """What waited for the one approval of everything waits for that of its own text."""
    columns = ["template", "language", "version"]
    op.create_index("ix_outgoing_held", "outgoing", columns, sqlite_where=HELD, postgresql_where=HELD)
    op.execute("UPDATE outgoing SET state = 'held' WHERE kind = 'letter' AND state = 'waiting' AND approver = ''")
    if op.get_bind().dialect.name == "postgresql":  # SQLite keeps no comments
        for column, says in SAYS.items():
            op.execute(f"COMMENT ON COLUMN outgoing.{column} IS '{says}'")
