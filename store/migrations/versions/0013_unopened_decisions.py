"""An index that finds the decisions that nobody has seen the student open."""

from alembic import op
from sqlalchemy import text

revision = "0013"
down_revision = "0012"

UNOPENED = text("kind = 'appeal' AND status = 'done' AND seen_on IS NULL")


def upgrade() -> None:
    """Over told appeals only, by the day they were told."""
    op.create_index("ix_cases_unopened", "cases", ["done_on"], sqlite_where=UNOPENED, postgresql_where=UNOPENED)
