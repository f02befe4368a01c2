"""Times for talks about grades, from the offer to what a no-show rests on."""

from alembic import op
from sqlalchemy import ForeignKey, text
from sqlalchemy.schema import Column, UniqueConstraint
from sqlalchemy.types import Integer, String, Text

revision = "0017"
down_revision = "0016"

NO_SHOW_KEPT = text("no_show_said IS NOT NULL AND stage = 'agreed' AND excused IS NULL")


def upgrade() -> None:
    """Empty until the first time is offered."""
    op.create_table(
        "appointments",
        Column("id", Integer, primary_key=True, comment="Our own number of this row"),
        Column("case_number", Integer, ForeignKey("cases.number"), nullable=False, comment="The case"),
        Column(
            "round", Integer, nullable=False, comment="Place among the rounds of finding a time in that case, from 1"
        ),
        Column("grader_id", Integer, ForeignKey("staff.id"), nullable=False, comment="The grader who holds the talk"),
        Column("stage", Text, nullable=False, comment="offered, agreed, prevented, cancelled or over"),
        Column(
            "offers", Text, nullable=False, comment="JSON list of the times offered: [start in UTC, minutes, place]"
        ),
        Column("offered", String(27), nullable=False, comment="When they were offered, UTC"),
        Column("agreed", Text, nullable=False, comment="JSON of the time agreed, or null"),
        Column(
            "sequence",
            Integer,
            nullable=False,
            comment="Edition of the invitation, raised when the time is moved or taken back",
        ),
        Column("excused", String(27), nullable=True, comment="When the student said that they were prevented, UTC"),
        Column(
            "no_show_said", String(27), nullable=True, comment="When it was said that the student did not come, UTC"
        ),
        Column("no_show_by", Text, nullable=False, comment="Who said so, as staff:17, else empty"),
        Column(
            "noted",
            Text,
            nullable=False,
            comment="What the student's calendar answered last: accepted, tentative or nothing",
        ),
        UniqueConstraint("case_number", "round", name="uq_appointments_case_number_round"),
    )
    op.create_index(
        "ix_appointments_no_show_kept",
        "appointments",
        ["case_number"],
        sqlite_where=NO_SHOW_KEPT,
        postgresql_where=NO_SHOW_KEPT,
    )
