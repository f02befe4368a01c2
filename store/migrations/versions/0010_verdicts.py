"""What each mail's sender counted as, and which fields of the server in front said so."""

from alembic import op
from sqlalchemy.schema import Column
from sqlalchemy.types import Text

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    """Of mails that were read before it is not known."""
    says = "What its sender counted as: authenticated, unknown or failed"
    op.add_column("mails", Column("verdict", Text, nullable=True, comment=says))
    says = "The fields of the server in front that said so"
    op.add_column("mails", Column("verdict_because", Text, nullable=True, comment=says))
