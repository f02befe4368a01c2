"""What came back of letters, and an index that finds the mails of a case."""

from alembic import op
from sqlalchemy import text
from sqlalchemy.schema import Column, ForeignKey
from sqlalchemy.types import Integer, String, Text

revision = "0011"
down_revision = "0010"

OF_CASE = text("case_number IS NOT NULL")
WHAT = "delivered, relayed, delayed, bounced, refused, reported, displayed, auto_reply, answered or opened"
FATE = "sent, later, unknown (perhaps taken), away (nobody was there) or gave_up"


def upgrade() -> None:
    """Letters that are there already have no echo."""
    op.create_table(
        "echoes",
        Column("id", Integer, primary_key=True, comment="Our own number of this row"),
        Column(
            "outgoing_id",
            Integer,
            ForeignKey("outgoing.id", name="fk_echoes_outgoing_id"),
            nullable=False,
            comment="The letter",
        ),
        Column("at", String(27), nullable=False, comment="When we knew, UTC"),
        Column("what", Text, nullable=False, comment=WHAT),
        Column("detail", Text, nullable=False, comment="The code that a delivery report gives, else empty"),
        Column(
            "mail_id",
            Integer,
            ForeignKey("mails.id", name="fk_echoes_mail_id"),
            nullable=True,
            comment="The mail that told it, empty for an opened link",
        ),
    )
    op.create_index("ix_echoes_outgoing_id", "echoes", ["outgoing_id"])
    op.create_index("ix_mails_case", "mails", ["case_number"], sqlite_where=OF_CASE, postgresql_where=OF_CASE)
    if op.get_bind().dialect.name == "postgresql":
        op.alter_column("attempts", "fate", comment=FATE)
