"""What a virus scanner said of each file, in rows of their own beside the large contents."""

from alembic import op
from sqlalchemy import ForeignKey, text
from sqlalchemy.schema import Column
from sqlalchemy.types import String, Text

revision = "0020"
down_revision = "0019"

TO_SCAN = text("scan IN ('waiting', 'unscanned')")


def upgrade() -> None:
    """Every file that is there waits to be scanned."""
    op.create_table(
        "scans",
        Column(
            "digest",
            Text,
            ForeignKey("contents.digest"),
            primary_key=True,
            comment="The content, in a row of its own as it is large",
        ),
        Column("scan", Text, nullable=False, comment="waiting, clean, infected or unscanned"),
        Column("found", Text, nullable=False, comment="What was found, or why nothing was looked for; else empty"),
        Column("at", String(27), nullable=False, comment="When the scanner was asked last, or the file came, UTC"),
    )
    op.create_index("ix_scans_to_do", "scans", ["at"], sqlite_where=TO_SCAN, postgresql_where=TO_SCAN)
    op.execute(
        "INSERT INTO scans (digest, scan, found, at) SELECT attachments.digest, 'waiting', '', min(mails.kept)"
        " FROM attachments JOIN mails ON mails.id = attachments.mail_id WHERE attachments.digest IS NOT NULL"
        " GROUP BY attachments.digest"
    )
