"""What more the dates of a result depend on: parts of a course, a new announcement, delays of the student, a decision that was seen."""

from typing import Any

from alembic import op
from sqlalchemy import false
from sqlalchemy.schema import Column
from sqlalchemy.types import Boolean, Date, Text

revision = "0009"
down_revision = "0008"


def _col(name: str, kind: Any, says: str, **options: Any) -> Column[Any]:
    return Column(name, kind, comment=says, **{"nullable": True, **options})


def upgrade() -> None:
    """What is there already has none of it."""
    op.add_column("exams", _col("held", Date, "Day of the exam in Oslo"))
    appealed = "part or course: what is appealed, empty where nobody has said"
    op.add_column("exams", _col("appealed_as", Text, appealed))
    adjusts = "Whether an oral exam may adjust the grade afterwards"
    op.add_column("exams", _col("oral_adjusts", Boolean, adjusts, nullable=False, server_default=false()))
    anew = "Day on which a grade set anew after a formal error was announced"
    op.add_column("results", _col("announced_anew", Date, anew))
    pauses = "JSON list of the student's delays, [first day, day it was over or null]"
    op.add_column("cases", _col("pauses", Text, pauses, nullable=False, server_default="[]"))
    op.add_column("cases", _col("error_known", Date, "Day on which the student knew or should have known of the error"))
    op.add_column("cases", _col("seen_on", Date, "Day on which the student was seen to have opened the decision"))
