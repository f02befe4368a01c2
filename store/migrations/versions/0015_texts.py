"""What case handlers write as the grounds of a decision, in a table of its own."""

from alembic import op
from sqlalchemy import ForeignKey
from sqlalchemy.schema import Column, UniqueConstraint
from sqlalchemy.types import Integer, Text

revision = "0015"
down_revision = "0014"


def upgrade() -> None:
    """Empty until the first decision."""
    op.create_table(
        "texts",
        Column("id", Integer, primary_key=True, comment="Our own number of this row"),
        Column("case_number", Integer, ForeignKey("cases.number"), nullable=False, comment="The case"),
        Column("version", Integer, nullable=False, comment="The event that it was written for"),
        Column("name", Text, nullable=False, comment="facts or reasons of a decision (forvaltningsloven §§ 24, 25)"),
        Column(
            "text",
            Text,
            nullable=False,
            comment="What a case handler wrote; stands here and in the letter only, so that it can be erased",
        ),
        UniqueConstraint("case_number", "version", "name", name="uq_texts_case_number_version_name"),
    )
