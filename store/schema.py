"""The tables, each column with the sentence that a reader of the database needs."""

from typing import Any

from sqlalchemy import text
from sqlalchemy.schema import Column, ForeignKey, Index, MetaData, Table, UniqueConstraint
from sqlalchemy.types import Boolean, Date, Integer, LargeBinary, Text

from store.types import Json, Moment

NAMES = {
    "pk": "pk_%(table_name)s",
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
}

metadata = MetaData(naming_convention=NAMES)

# Partial indexes serve a query only when it holds the very same words.
OPEN_CASE = text("status NOT IN ('done', 'rejected', 'withdrawn')")
WITH_COMMISSION = text("status = 'with_commission'")
WAITING = text("state = 'waiting'")
NEW = text("state = 'new'")
UNDONE = text("done IS NULL")


def _id() -> Column[int]:
    return Column("id", Integer, primary_key=True, comment="Our own number of this row")


def _col(name: str, kind: Any, says: str, **options: Any) -> Column[Any]:
    return Column(name, kind, comment=says, **{"nullable": False, **options})


def _ref(name: str, target: str, says: str, **options: Any) -> Column[Any]:
    return Column(name, Integer, ForeignKey(target), comment=says, **{"nullable": False, **options})


def _index(name: str, *columns: str, where: Any = None) -> Index:
    return Index(name, *columns, sqlite_where=where, postgresql_where=where)


exams = Table(
    "exams",
    metadata,
    _id(),
    _col("course", Text, "Course code in capitals"),
    _col("part", Text, "Part of the assessment, empty for the whole (A-029)"),
    _col("term", Text, "Year and V or H, as in 2026H"),
    _col("name_nb", Text, "Name in bokmål, may be empty"),
    _col("name_nn", Text, "Name in nynorsk, may be empty"),
    _col("name_en", Text, "Name in English, may be empty"),
    _col("form", Text, "written, oral, practical or performing"),
    _col("announced", Date, "Day of announcement in Oslo", nullable=True),
    _col("protocol_created", Date, "Day on which the result was created", nullable=True),
    _col("unit_deadline", Date, "Appeal deadline that the unit has set for all", nullable=True),
    _col("explanation_allowed", Boolean, "The J/N column for explanations; N marks a request, never refuses it"),
    _col("appeal_allowed", Boolean, "The J/N column for appeals; N marks a request, never refuses it"),
    _col("via_studentweb", Boolean, "Whether students may ask in StudentWeb"),
    _col("explanation_form", Text, "written, oral or grader_chooses (A-069, A-070)"),
    _col("channel", Text, "Where grading is done: inspera, wiseflow or manual"),
    UniqueConstraint("course", "part", "term"),
)

people = Table(
    "people",
    metadata,
    _id(),
    _col("student_number", Text, "The institution's own number of the student", unique=True),
    _col("name", Text, "The student's name"),
    _col("email", Text, "The registered address in lower case", index=True),
    _col("language", Text, "nb, nn or en, as the registry says"),
    _col("undeliverable", Boolean, "Whether letters to the address have bounced for good"),
    _col("slack_id", Text, "Slack user id, once confirmed (decision 25)", nullable=True, unique=True),
)

results = Table(
    "results",
    metadata,
    _id(),
    _ref("exam_id", "exams.id", "The exam"),
    _ref("person_id", "people.id", "The student", index=True),
    _col("candidate", Text, "Candidate number at this exam"),
    _col("group_code", Text, "Group at a group exam, else empty"),
    _col("individual_start", Date, "Replaces the announcement for this student (decision 5)", nullable=True),
    UniqueConstraint("exam_id", "person_id"),
)

grades = Table(
    "grades",
    metadata,
    _id(),
    _ref("result_id", "results.id", "The result that the grade was announced for", nullable=True, unique=True),
    _ref("case_number", "cases.number", "The appeal that the new grade was agreed in", nullable=True, unique=True),
    _col("sealed", LargeBinary, "The grade, encrypted and bound to its result or appeal (decision 19)"),
)

staff = Table(
    "staff",
    metadata,
    _id(),
    _col("email", Text, "Address in lower case; the key of imports", unique=True),
    _col("name", Text, "Name"),
    _col("slack_id", Text, "Slack user id, empty for those who get mail only", index=True),
    _col("external", Boolean, "Whether the grader is external"),
    _col("roles", Json, "JSON list of grader, case_handler"),
    _col("language", Text, "nb, nn or en, by own choice"),
)

commissions = Table(
    "commissions",
    metadata,
    _id(),
    _ref("exam_id", "exams.id", "The exam that is graded"),
    _col("number", Text, "The commission's number at its exam"),
    _col("round", Text, "first, appeal or third"),
    _col("candidates", Json, "JSON list of candidate numbers, empty for all (A-149)"),
    UniqueConstraint("exam_id", "number", "round"),
)

commission_members = Table(
    "commission_members",
    metadata,
    Column("commission_id", ForeignKey("commissions.id"), primary_key=True, comment="The commission"),
    Column("position", Integer, primary_key=True, autoincrement=False, comment="Order in the file, 0 is the lead"),
    _ref("staff_id", "staff.id", "The grader", index=True),
    UniqueConstraint("commission_id", "staff_id"),
)

imports = Table(
    "imports",
    metadata,
    Column("digest", Text, primary_key=True, comment="Digest of the file's bytes"),
    _col("at", Moment, "When it was taken, UTC"),
    _col("added", Integer, "Rows that were new"),
    _col("changed", Integer, "Rows that changed something"),
    _col("unchanged", Integer, "Rows that said what was known"),
)

counters = Table(
    "counters",
    metadata,
    Column("name", Text, primary_key=True, comment="What is counted: case"),
    _col("last", Integer, "The last number given out; never goes back (decision 31)"),
)

cases = Table(
    "cases",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False, comment="The case number, never reused"),
    _col("kind", Text, "explanation, appeal or formal_error"),
    _col("status", Text, "Where the case stands"),
    _ref("result_id", "results.id", "The result that it is about", index=True),
    _col("received", Moment, "When the request was received, UTC"),
    _col("language", Text, "Language of the letters: nb, nn or en"),
    _col("law", Text, "The version of the law that holds for it"),
    _col("version", Integer, "Number of the last event, also the optimistic lock"),
    _ref("grader_id", "staff.id", "The grader who owes something", nullable=True),
    _ref("handler_id", "staff.id", "The case handler", nullable=True),
    _ref("commission_id", "commissions.id", "The commission of an appeal", nullable=True),
    _col("graders_done", Json, "JSON list of the staff ids who have graded"),
    _col("due", Date, "Last legal day for our answer", nullable=True),
    _col("target", Date, "The day we aim at (decision 3)", nullable=True),
    _col("in_time", Boolean, "Whether it was asked for in time"),
    _col("outcome", Text, "How it ended", nullable=True),
    _col("done_on", Date, "The day on which it ended, in Oslo", nullable=True),
    _col("told_deadline", Date, "Last appeal deadline shown to the student", nullable=True),
    _col("interim_due", Date, "Last day for the interim reply", nullable=True),
    _col("interims", Integer, "How many interim replies have been sent"),
    _col("promised", Date, "The date that the last interim reply promised", nullable=True),
    _col("interim_reason", Text, "Chosen reason of the next interim reply: a state, may be empty"),
    _col("interim_expected", Date, "Chosen date for the next interim reply to promise", nullable=True),
    _col("marks", Text, "What a case handler must know: words in alphabetical order, with commas"),
    _ref("waits_for", "cases.number", "The case that this one waits for (decision 13)", nullable=True),
    _index("ix_cases_open_grader", "grader_id", where=OPEN_CASE),
    _index("ix_cases_with_commission", "commission_id", where=WITH_COMMISSION),
    _index("ix_cases_open_due", "due", where=OPEN_CASE),
    _index("ix_cases_open_interim", "interim_due", where=text(f"interim_due IS NOT NULL AND {OPEN_CASE.text}")),
    _index("ix_cases_open_promised", "promised", where=text(f"promised IS NOT NULL AND {OPEN_CASE.text}")),
)

journal = Table(
    "journal",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=False, comment="Place in the one chain of all events"),
    _ref("case_number", "cases.number", "The case"),
    _col("version", Integer, "Place among the events of that case, from 1"),
    _col("name", Text, "What happened, past tense"),
    _col("at", Moment, "When, UTC"),
    _col("who", Text, "Who did it, as staff:17; an id, never a name"),
    _col("via", Text, "By which way, as slack or mail:88"),
    _col("changes", Json, "JSON of the fields of the case that it set"),
    _col("facts", Json, "JSON of further facts and ids"),
    _col("before", Text, "Hash of the row before, empty for the first"),
    _col("hash", Text, "SHA-256 over the canonical JSON of all columns but this one"),
    UniqueConstraint("case_number", "version"),
)

mails = Table(
    "mails",
    metadata,
    _id(),
    _col("kept", Moment, "When we took the mail, UTC"),
    _col("peer", Text, "The server that brought it"),
    _col("mail_from", Text, "Envelope sender"),
    _col("rcpt_to", Json, "JSON list of envelope recipients"),
    _col("raw", LargeBinary, "The message as received"),
    _col("fingerprint", LargeBinary, "What makes it the same mail when it comes again", unique=True),
    _col("times_received", Integer, "How often it has been delivered"),
    _col("state", Text, "new, understood or set_aside"),
    _col("tries", Integer, "How often reading it has failed"),
    _col("outcome", Text, "Where it ended, in a word", nullable=True),
    _ref("case_number", "cases.number", "The case that it opened or moved", nullable=True),
    _col("reference", Text, "Reference of the last failure in the log", nullable=True),
    _col("settled", Moment, "When it was understood or set aside, UTC", nullable=True),
    _index("ix_mails_new", "id", where=NEW),
)

outgoing = Table(
    "outgoing",
    metadata,
    _id(),
    _col("key", Text, "Names what this is, so that nothing goes out twice", unique=True),
    _col("kind", Text, "letter, or the kind of notice: card, digest, task"),
    _col("to_address", Text, "Address of a letter", nullable=True),
    _ref("to_staff", "staff.id", "Receiver of a notice", nullable=True),
    _ref("case_number", "cases.number", "The case it speaks of", nullable=True),
    _col("language", Text, "Language of a letter", nullable=True),
    _col("template", Text, "Template of a letter", nullable=True),
    _col("version", Text, "Version of the template", nullable=True),
    _col("approver", Text, "Who approved the template (D-43)", nullable=True),
    _col("subject", Text, "Subject of a letter", nullable=True),
    _col("body", Text, "Text of a letter", nullable=True),
    _col("automatic", Text, "Auto-Submitted of a letter (RFC 3834 § 5)", nullable=True),
    _col("in_reply_to", Text, "Message-ID that a letter answers", nullable=True),
    _col("content", Json, "JSON of a notice: ids and dates only"),
    _col("urgency", Text, "1 receipts, 2 letters and cards, 3 digests"),
    _col("written", Moment, "When it was written, UTC"),
    _col("state", Text, "waiting, sent or gave_up"),
    _col("tries", Integer, "How often a courier has taken it"),
    _col("next_try", Moment, "Not before this moment, UTC"),
    _col("leased_until", Moment, "A courier has it until then, UTC", nullable=True),
    _col("final", LargeBinary, "The bytes of a letter, built once and sent unchanged", nullable=True),
    _col("message_id", Text, "Message-ID of a letter", nullable=True),
    _col("answer", Text, "What the other side said last", nullable=True),
    _col("done_at", Moment, "When it was sent or given up, UTC", nullable=True),
    _index("ix_outgoing_waiting", "urgency", "next_try", where=WAITING),
)

attempts = Table(
    "attempts",
    metadata,
    _id(),
    _ref("outgoing_id", "outgoing.id", "What was tried", index=True),
    _col("at", Moment, "When, UTC"),
    _col("fate", Text, "sent, later or gave_up"),
    _col("answer", Text, "What the other side said"),
)

tasks = Table(
    "tasks",
    metadata,
    _id(),
    _col("key", Text, "Names what is asked, so that it is asked once", unique=True),
    _col("kind", Text, "What a case handler is asked to look at"),
    _ref("case_number", "cases.number", "The case it is about", nullable=True),
    _ref("mail_id", "mails.id", "The mail it is about", nullable=True),
    _ref("outgoing_id", "outgoing.id", "The letter or notice it is about", nullable=True),
    _ref("owner_id", "staff.id", "The case handler who has it, empty for all", nullable=True),
    _col("due", Date, "Day in Oslo on which it should be done"),
    _col("facts", Json, "JSON of the ids and dates that settling it needs"),
    _col("made", Moment, "When it was made, UTC"),
    _col("done", Moment, "When it was settled, UTC", nullable=True),
    _index("ix_tasks_open", "due", where=UNDONE),
)

slack_posts = Table(
    "slack_posts",
    metadata,
    _id(),
    _ref("outgoing_id", "outgoing.id", "The notice that was posted or redrawn last"),
    _col("channel", Text, "Slack's id of the conversation"),
    _col("ts", Text, "Slack's id of the message there"),
    _col("cases", Json, "JSON list of the case numbers that it names"),
    _ref("staff_id", "staff.id", "Whom it was posted for"),
    _ref("case_number", "cases.number", "The case whose card it is, empty for others", nullable=True),
    UniqueConstraint("channel", "ts"),
    _index("ix_slack_posts_card", "case_number", "staff_id"),
)

seen = Table(
    "seen",
    metadata,
    Column("key", Text, primary_key=True, comment="Names what may happen only once"),
    _col("at", Moment, "When it was first seen, UTC"),
)
