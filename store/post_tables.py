"""The tables of what comes in and goes out, each column with the sentence that a reader of the database needs."""

from sqlalchemy import text
from sqlalchemy.schema import Column, ForeignKey, Table
from sqlalchemy.types import Integer, LargeBinary, Text

from store.columns import col, index, metadata, own_id, ref
from store.types import Json, Moment

# Partial indexes serve a query only when it holds the very same words.
WAITING = text("state = 'waiting'")
HELD = text("state = 'held'")
ANSWER = text("automatic = 'auto-replied'")
NEW = text("state = 'new'")
UNPLACED = text("state <> 'understood'")
SAID = text("said IS NOT NULL")
TO_SCAN = text("scan IN ('waiting', 'unscanned')")
OF_CASE = text("case_number IS NOT NULL")

mails = Table(
    "mails",
    metadata,
    own_id(),
    col("kept", Moment, "When we took the mail, UTC"),
    col("peer", Text, "The server that brought it"),
    col("mail_from", Text, "Envelope sender"),
    col("rcpt_to", Json, "JSON list of envelope recipients"),
    col("raw", LargeBinary, "The message as received"),
    col("fingerprint", LargeBinary, "What makes it the same mail when it comes again", unique=True),
    col("times_received", Integer, "How often it has been delivered"),
    col("state", Text, "new, understood or set_aside"),
    col("tries", Integer, "How often reading it has failed"),
    col("next_try", Moment, "Not read before this moment, UTC", nullable=True),
    col("outcome", Text, "Where it ended, in a word", nullable=True),
    ref("case_number", "cases.number", "The case that it opened or moved", nullable=True),
    col("reference", Text, "Reference of the last failure in the log", nullable=True),
    col("settled", Moment, "When it was understood or set aside, UTC", nullable=True),
    col("tls", Text, "TLS version of the connection that brought it, empty where it was plain", server_default=""),
    col("said", LargeBinary, "Digest of its new words, where it answers a case", nullable=True),
    col("verdict", Text, "What its sender counted as: authenticated, unknown or failed", nullable=True),
    col("verdict_because", Text, "The fields of the server in front that said so", nullable=True),
    index("ix_mails_new", "id", where=NEW),
    index("ix_mails_unplaced", "kept", where=UNPLACED),
    index("ix_mails_case", "case_number", where=OF_CASE),
    index("ix_mails_said", "case_number", "id", where=SAID),
)

outgoing = Table(
    "outgoing",
    metadata,
    own_id(),
    col("key", Text, "Names what this is, so that nothing goes out twice", unique=True),
    col("kind", Text, "letter, or the kind of notice: card, digest, task"),
    col("to_address", Text, "Address of a letter", nullable=True),
    ref("to_staff", "staff.id", "Receiver of a notice", nullable=True),
    ref("case_number", "cases.number", "The case it speaks of", nullable=True),
    col("language", Text, "Language of a letter", nullable=True),
    col("template", Text, "Template of a letter", nullable=True),
    col("version", Text, "Version of the template", nullable=True),
    col("approver", Text, "Who approved the template in that version (D-43)", nullable=True),
    col("subject", Text, "Subject of a letter", nullable=True),
    col("body", Text, "Text of a letter", nullable=True),
    col("automatic", Text, "Auto-Submitted of a letter (RFC 3834 § 5)", nullable=True),
    col("in_reply_to", Text, "Message-ID that a letter answers", nullable=True),
    col(
        "content",
        Json,
        "JSON of a notice: ids and dates only; of a letter: the dates of the law that it tells, and its invitation to a talk",
    ),
    col("urgency", Text, "1 receipts, 2 letters and cards, 3 digests"),
    col("written", Moment, "When it was written, UTC"),
    col("state", Text, "waiting, sent or gave_up; held while nobody has approved the text of a letter"),
    col("tries", Integer, "How often a courier has taken it"),
    col("next_try", Moment, "Not before this moment, UTC"),
    col("leased_until", Moment, "A courier has it until then, UTC", nullable=True),
    col("final", LargeBinary, "The bytes of a letter, built once and sent unchanged", nullable=True),
    col("message_id", Text, "Message-ID of a letter", nullable=True),
    col("answer", Text, "What the other side said last", nullable=True),
    col("done_at", Moment, "When it was sent or given up, UTC", nullable=True),
    index("ix_outgoing_waiting", "urgency", "next_try", where=WAITING),
    index("ix_outgoing_held", "template", "language", "version", where=HELD),
    index("ix_outgoing_answers", "written", "to_address", where=ANSWER),
    index("ix_outgoing_case", "case_number"),
)

attempts = Table(
    "attempts",
    metadata,
    own_id(),
    ref("outgoing_id", "outgoing.id", "What was tried", index=True),
    col("at", Moment, "When, UTC"),
    col("fate", Text, "sent, later, unknown (perhaps taken), away (nobody was there) or gave_up"),
    col("answer", Text, "What the other side said"),
)

echoes = Table(
    "echoes",
    metadata,
    own_id(),
    ref("outgoing_id", "outgoing.id", "The letter", index=True),
    col("at", Moment, "When we knew, UTC"),
    col(
        "what",
        Text,
        "delivered, relayed, delayed, bounced, refused, reported, displayed, auto_reply, answered or opened",
    ),
    col("detail", Text, "The code that a delivery report gives, else empty"),
    ref("mail_id", "mails.id", "The mail that told it, empty for an opened link", nullable=True),
)

contents = Table(
    "contents",
    metadata,
    Column("digest", Text, primary_key=True, comment="SHA-256 of the content, hexadecimal"),
    col("content", LargeBinary, "The content of a file that came with a mail, kept once"),
)

scans = Table(
    "scans",
    metadata,
    Column(
        "digest",
        ForeignKey("contents.digest"),
        primary_key=True,
        comment="The content, in a row of its own as it is large",
    ),
    col("scan", Text, "waiting, clean, infected or unscanned"),
    col("found", Text, "What was found, or why nothing was looked for; else empty"),
    col("at", Moment, "When the scanner was asked last, or the file came, UTC"),
    index("ix_scans_to_do", "at", where=TO_SCAN),
)

attachments = Table(
    "attachments",
    metadata,
    own_id(),
    ref("mail_id", "mails.id", "The mail that it came with", index=True),
    col("name", Text, "Its name made safe"),
    col("given", Text, "Its name as it was written"),
    col("kind", Text, "Its type as it was declared"),
    col("size", Integer, "Its size in octets"),
    col("weight", Text, "fine, active, unknown_kind, encrypted, too_heavy or broken"),
    col("left_out", Text, "Why it was not kept: too_large, too_many, too_much; else empty"),
    Column("digest", ForeignKey("contents.digest"), nullable=True, comment="Its content, empty where it was left out"),
)
