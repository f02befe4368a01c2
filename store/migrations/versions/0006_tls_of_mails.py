"""How the connection that brought a mail was encrypted, as a part of its envelope."""

from alembic import op
from sqlalchemy.schema import Column
from sqlalchemy.types import Text

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Of mails that are there already it is not known, which an empty text says too."""
    says = "TLS version of the connection that brought it, empty where it was plain"
    op.add_column("mails", Column("tls", Text, nullable=False, server_default="", comment=says))
