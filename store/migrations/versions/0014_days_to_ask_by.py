"""The last day that a letter has shown for asking for an explanation."""

from alembic import op
from sqlalchemy.schema import Column
from sqlalchemy.types import Date

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    """Cases from before remember none; what their letters said is in the letters."""
    says = "Last day shown to the student for asking for an explanation"
    op.add_column("cases", Column("told_request", Date, nullable=True, comment=says))
