"""The tables of cases and what they ask for, each column with the sentence that a reader of the database needs."""

from sqlalchemy import false, text
from sqlalchemy.schema import Column, Table, UniqueConstraint
from sqlalchemy.types import Boolean, Date, Integer, Text

from store.columns import col, index, own_id, ref
from store.post_tables import attempts as attempts  # the metadata holds every table
from store.post_tables import mails as mails
from store.post_tables import outgoing as outgoing
from store.registry_tables import metadata
from store.rulebook_table import first_rulebooks as first_rulebooks
from store.rulebook_table import rulebooks as rulebooks
from store.types import Json, Moment

# Partial indexes serve a query only when it holds the very same words.
OPEN_CASE = text("status NOT IN ('done', 'rejected', 'withdrawn')")
WITH_COMMISSION = text("status = 'with_commission'")
UNOPENED = text("kind = 'appeal' AND status = 'done' AND seen_on IS NULL")
UNDONE = text("done IS NULL")
NO_SHOW_KEPT = text("no_show_said IS NOT NULL AND stage = 'agreed' AND excused IS NULL")

counters = Table(
    "counters",
    metadata,
    Column("name", Text, primary_key=True, comment="What is counted: case"),
    col("last", Integer, "The last number given out; never goes back (decision 31)"),
)

cases = Table(
    "cases",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False, comment="The case number, never reused"),
    col("kind", Text, "explanation, appeal or formal_error"),
    col("status", Text, "Where the case stands"),
    ref("result_id", "results.id", "The result that it is about", index=True),
    col("received", Moment, "When the request was received, UTC"),
    col("language", Text, "Language of the letters: nb, nn or en"),
    col("law", Text, "The version of the law that holds for it"),
    col("version", Integer, "Number of the last event, also the optimistic lock"),
    ref("grader_id", "staff.id", "The grader who owes something", nullable=True),
    ref("handler_id", "staff.id", "The case handler", nullable=True),
    ref("commission_id", "commissions.id", "The commission of an appeal", nullable=True),
    col("graders_done", Json, "JSON list of the staff ids who have graded"),
    col("due", Date, "Last legal day for our answer", nullable=True),
    col("target", Date, "The day we aim at (decision 3)", nullable=True),
    col("in_time", Boolean, "Whether it was asked for in time"),
    col("outcome", Text, "How it ended", nullable=True),
    col("done_on", Date, "The day on which it ended, in Oslo", nullable=True),
    col("told_deadline", Date, "Last appeal deadline shown to the student", nullable=True),
    col("told_request", Date, "Last day shown to the student for asking for an explanation", nullable=True),
    col("told_waiting", Boolean, "Whether the student was told that the deadline stands still", server_default=false()),
    col("interim_due", Date, "Last day for the interim reply", nullable=True),
    col("interims", Integer, "How many interim replies have been sent"),
    col("promised", Date, "The date that the last interim reply promised", nullable=True),
    col("interim_reason", Text, "Chosen reason of the next interim reply: a state, may be empty"),
    col("interim_expected", Date, "Chosen date for the next interim reply to promise", nullable=True),
    col("marks", Text, "What a case handler must know: words in alphabetical order, with commas"),
    ref("waits_for", "cases.number", "The case that this one waits for (decision 13)", nullable=True),
    col("pauses", Json, "JSON list of the student's delays, [first day, day it was over or null]", server_default="[]"),
    col("error_known", Date, "Day on which the student knew or should have known of the error", nullable=True),
    col("seen_on", Date, "Day on which the student was seen to have opened the decision", nullable=True),
    index("ix_cases_unopened", "done_on", where=UNOPENED),
    index("ix_cases_open_grader", "grader_id", where=OPEN_CASE),
    index("ix_cases_with_commission", "commission_id", where=WITH_COMMISSION),
    index("ix_cases_open_due", "due", where=OPEN_CASE),
    index("ix_cases_open_interim", "interim_due", where=text(f"interim_due IS NOT NULL AND {OPEN_CASE.text}")),
    index("ix_cases_open_promised", "promised", where=text(f"promised IS NOT NULL AND {OPEN_CASE.text}")),
)

journal = Table(
    "journal",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=False, comment="Place in the one chain of all events"),
    ref("case_number", "cases.number", "The case"),
    col("version", Integer, "Place among the events of that case, from 1"),
    col("name", Text, "What happened, past tense"),
    col("at", Moment, "When, UTC"),
    col("who", Text, "Who did it, as staff:17; an id, never a name"),
    col("via", Text, "By which way, as slack or mail:88"),
    col("changes", Json, "JSON of the fields of the case that it set"),
    col("facts", Json, "JSON of further facts and ids"),
    col("before", Text, "Hash of the row before, empty for the first"),
    col("hash", Text, "SHA-256 over the canonical JSON of all columns but this one"),
    UniqueConstraint("case_number", "version"),
)

texts = Table(
    "texts",
    metadata,
    own_id(),
    ref("case_number", "cases.number", "The case"),
    col("version", Integer, "The event that it was written for"),
    col("name", Text, "facts or reasons of a decision (forvaltningsloven §§ 24, 25)"),
    col("text", Text, "What a case handler wrote; stands here and in the letter only, so that it can be erased"),
    UniqueConstraint("case_number", "version", "name"),
)

appointments = Table(
    "appointments",
    metadata,
    own_id(),
    ref("case_number", "cases.number", "The case"),
    col("round", Integer, "Place among the rounds of finding a time in that case, from 1"),
    ref("grader_id", "staff.id", "The grader who holds the talk"),
    col("stage", Text, "offered, agreed, prevented, cancelled or over"),
    col("offers", Json, "JSON list of the times offered: [start in UTC, minutes, place]"),
    col("offered", Moment, "When they were offered, UTC"),
    col("agreed", Json, "JSON of the time agreed, or null"),
    col("sequence", Integer, "Edition of the invitation, raised when the time is moved or taken back"),
    col("excused", Moment, "When the student said that they were prevented, UTC", nullable=True),
    col("no_show_said", Moment, "When it was said that the student did not come, UTC", nullable=True),
    col("no_show_by", Text, "Who said so, as staff:17, else empty"),
    col("noted", Text, "What the student's calendar answered last: accepted, tentative or nothing"),
    UniqueConstraint("case_number", "round"),
    index("ix_appointments_no_show_kept", "case_number", where=NO_SHOW_KEPT),
)

tasks = Table(
    "tasks",
    metadata,
    own_id(),
    col("key", Text, "Names what is asked, so that it is asked once", unique=True),
    col("kind", Text, "What a case handler is asked to look at"),
    ref("case_number", "cases.number", "The case it is about", nullable=True),
    ref("mail_id", "mails.id", "The mail it is about", nullable=True),
    ref("outgoing_id", "outgoing.id", "The letter or notice it is about", nullable=True),
    ref("owner_id", "staff.id", "The case handler who has it, empty for all", nullable=True),
    col("due", Date, "Day in Oslo on which it should be done"),
    col("facts", Json, "JSON of the ids and dates that settling it needs"),
    col("made", Moment, "When it was made, UTC"),
    col("done", Moment, "When it was settled, UTC", nullable=True),
    index("ix_tasks_open", "due", where=UNDONE),
)

slack_posts = Table(
    "slack_posts",
    metadata,
    own_id(),
    ref("outgoing_id", "outgoing.id", "The notice that was posted or redrawn last"),
    col("channel", Text, "Slack's id of the conversation"),
    col("ts", Text, "Slack's id of the message there"),
    col("cases", Json, "JSON list of the case numbers that it names"),
    ref("staff_id", "staff.id", "Whom it was posted for"),
    ref("case_number", "cases.number", "The case whose card it is, empty for others", nullable=True),
    UniqueConstraint("channel", "ts"),
    index("ix_slack_posts_card", "case_number", "staff_id"),
)

known_keys = Table(
    "known_keys",
    metadata,
    Column("id", Text, primary_key=True, comment="Which key, told by a digest of it"),
    col("first_used", Moment, "When the service first ran with it, UTC"),
)

seen = Table(
    "seen",
    metadata,
    Column("key", Text, primary_key=True, comment="Names what may happen only once"),
    col("at", Moment, "When it was first seen, UTC"),
)
