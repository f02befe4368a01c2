"""The files that came with mails, their contents kept once by hash."""

from alembic import op
from sqlalchemy.schema import Column, ForeignKey
from sqlalchemy.types import Integer, LargeBinary, Text

revision = "0012"
down_revision = "0011"

COLUMNS = {
    "name": "Its name made safe",
    "given": "Its name as it was written",
    "kind": "Its type as it was declared",
    "weight": "fine, unknown_kind, encrypted, too_heavy or broken",
    "left_out": "Why it was not kept: too_large, too_many, too_much; else empty",
}


def upgrade() -> None:
    """Mails that were read before have their files in their bytes only."""
    op.create_table(
        "contents",
        Column("digest", Text, primary_key=True, comment="SHA-256 of the content, hexadecimal"),
        Column(
            "content", LargeBinary, nullable=False, comment="The content of a file that came with a mail, kept once"
        ),
    )
    op.create_table(
        "attachments",
        Column("id", Integer, primary_key=True, comment="Our own number of this row"),
        Column(
            "mail_id",
            Integer,
            ForeignKey("mails.id", name="fk_attachments_mail_id"),
            nullable=False,
            comment="The mail that it came with",
        ),
        *(Column(name, Text, nullable=False, comment=says) for name, says in COLUMNS.items()),
        Column("size", Integer, nullable=False, comment="Its size in octets"),
        Column(
            "digest",
            Text,
            ForeignKey("contents.digest", name="fk_attachments_digest"),
            nullable=True,
            comment="Its content, empty where it was left out",
        ),
    )
    op.create_index("ix_attachments_mail_id", "attachments", ["mail_id"])
