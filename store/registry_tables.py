"""The tables of the registry: exams, students, results and their sealed grades, staff and commissions, each column with its sentence."""

from sqlalchemy import false
from sqlalchemy.schema import Column, ForeignKey, Table, UniqueConstraint
from sqlalchemy.types import Boolean, Date, Integer, LargeBinary, Text

from store.columns import col, own_id, ref
from store.columns import metadata as metadata  # every table of ours, once store.schema is loaded
from store.types import Json, Moment

exams = Table(
    "exams",
    metadata,
    own_id(),
    col("course", Text, "Course code in capitals"),
    col("part", Text, "Part of the assessment, empty for the whole (A-029)"),
    col("term", Text, "Year and V or H, as in 2026H"),
    col("name_nb", Text, "Name in bokmål, may be empty"),
    col("name_nn", Text, "Name in nynorsk, may be empty"),
    col("name_en", Text, "Name in English, may be empty"),
    col("form", Text, "written, oral, practical or performing"),
    col("announced", Date, "Day of announcement in Oslo", nullable=True),
    col("protocol_created", Date, "Day on which the result was created", nullable=True),
    col("unit_deadline", Date, "Appeal deadline that the unit has set for all", nullable=True),
    col("explanation_allowed", Boolean, "The J/N column for explanations; N marks a request, never refuses it"),
    col("appeal_allowed", Boolean, "The J/N column for appeals; N marks a request, never refuses it"),
    col("via_studentweb", Boolean, "Whether students may ask in StudentWeb"),
    col("explanation_form", Text, "written, oral or grader_chooses (A-069, A-070)"),
    col("channel", Text, "Where grading is done: inspera, wiseflow or manual"),
    col("faculty", Text, "Faculty code in capitals, empty where unknown", server_default=""),
    col("held", Date, "Day of the exam in Oslo", nullable=True),
    col("appealed_as", Text, "part or course: what is appealed, empty where nobody has said", nullable=True),
    col("oral_adjusts", Boolean, "Whether an oral exam may adjust the grade afterwards", server_default=false()),
    UniqueConstraint("course", "part", "term"),
)

people = Table(
    "people",
    metadata,
    own_id(),
    col("student_number", Text, "The institution's own number of the student", unique=True),
    col("name", Text, "The student's name"),
    col("email", Text, "The registered address in lower case", index=True),
    col("language", Text, "nb, nn or en, as the registry says"),
    col("undeliverable", Boolean, "Whether letters to the address have bounced for good"),
    col("slack_id", Text, "Slack user id, once confirmed (decision 25)", nullable=True, unique=True),
)

results = Table(
    "results",
    metadata,
    own_id(),
    ref("exam_id", "exams.id", "The exam"),
    ref("person_id", "people.id", "The student", index=True),
    col("candidate", Text, "Candidate number at this exam"),
    col("group_code", Text, "Group at a group exam, else empty"),
    col("individual_start", Date, "Replaces the announcement for this student (decision 5)", nullable=True),
    col("announced_anew", Date, "Day on which a grade set anew after a formal error was announced", nullable=True),
    UniqueConstraint("exam_id", "person_id"),
)

grades = Table(
    "grades",
    metadata,
    own_id(),
    ref("result_id", "results.id", "The result that the grade was announced for", nullable=True, unique=True),
    ref("case_number", "cases.number", "The appeal that the new grade was agreed in", nullable=True, unique=True),
    col("sealed", LargeBinary, "The grade, encrypted and bound to its result or appeal (decision 19)"),
)

staff = Table(
    "staff",
    metadata,
    own_id(),
    col("email", Text, "Address in lower case; the key of imports", unique=True),
    col("name", Text, "Name"),
    col("slack_id", Text, "Slack user id, empty for those who get mail only", index=True),
    col("external", Boolean, "Whether the grader is external"),
    col("roles", Json, "JSON list of grader, case_handler"),
    col("language", Text, "nb, nn or en, by own choice"),
)

commissions = Table(
    "commissions",
    metadata,
    own_id(),
    ref("exam_id", "exams.id", "The exam that is graded"),
    col("number", Text, "The commission's number at its exam"),
    col("round", Text, "first, appeal or third"),
    col("candidates", Json, "JSON list of candidate numbers, empty for all (A-149)"),
    UniqueConstraint("exam_id", "number", "round"),
)

commission_members = Table(
    "commission_members",
    metadata,
    Column("commission_id", ForeignKey("commissions.id"), primary_key=True, comment="The commission"),
    Column("position", Integer, primary_key=True, autoincrement=False, comment="Order in the file, 0 is the lead"),
    ref("staff_id", "staff.id", "The grader", index=True),
    UniqueConstraint("commission_id", "staff_id"),
)

imports = Table(
    "imports",
    metadata,
    Column("digest", Text, primary_key=True, comment="Digest of the file's bytes"),
    col("at", Moment, "When it was taken, UTC"),
    col("added", Integer, "Rows that were new"),
    col("changed", Integer, "Rows that changed something"),
    col("unchanged", Integer, "Rows that said what was known"),
)
