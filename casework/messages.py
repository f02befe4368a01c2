"""What comes in and what goes out: mail as it was understood, letters, notices to staff, and (by name) the tasks for a person."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple

from casework.exams import Language
from casework.files import File
from casework.invitations import CalendarAnswer, Invitation
from casework.tasks import Task as Task
from casework.tasks import TaskKind as TaskKind


class Box(StrEnum):
    """The addresses of the house, in front of the @; any of them may carry +anything."""

    EXPLANATION = "begrunnelse"
    APPEAL = "klage"
    FORMAL_ERROR = "formellfeil"
    CASE = "sak"
    POSTMASTER = "postmaster"


class Verdict(StrEnum):
    """What the institution's mail server says of the one From address (decision 24)."""

    AUTHENTICATED = "authenticated"
    UNKNOWN = "unknown"
    FAILED = "failed"


class Machine(StrEnum):
    """Mail that no person wrote, or that came through a machine; it is kept and never answered (RFC 3834 § 2)."""

    PROBE = "probe"  # our own try of the server in front
    OWN = "own"  # a letter of ours came back, or somebody writes under our address
    LOOP = "loop"  # passed on by too many servers
    BOUNCE = "bounce"
    REPORT = "report"  # read receipts, complaints and statistics of mail servers
    AUTO_REPLY = "auto_reply"  # its header says so
    LIST = "list"
    CALENDAR = "calendar"  # the answer of a calendar to an invitation
    LIKELY = "likely"  # its sender or its subject lets one think so


class Ask(StrEnum):
    """What a mail asks for."""

    EXPLANATION = "explanation"
    APPEAL = "appeal"
    FORMAL_ERROR = "formal_error"
    WITHDRAWAL = "withdrawal"
    STATUS = "status"
    APPOINTMENT = "appointment"
    THANKS = "thanks"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Mentions:
    """What the new part of a mail names, each in the order and spelling of the registry (course codes in capitals).

    `denied` are courses that it names only to say that they are not meant.
    """

    courses: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    terms: tuple[str, ...] = ()
    candidates: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    cases: tuple[int, ...] = ()
    denied: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Intent:
    """What the writer wants. `sure` is false when a person or a question back must settle it; `because` are the deciding words.

    `asks` is everything that may be meant, the likeliest first: what a question back offers.
    """

    ask: Ask
    sure: bool
    because: tuple[str, ...] = ()
    mentions: Mentions = field(default_factory=Mentions)
    language: Language | None = None
    asks: tuple[Ask, ...] = ()


@dataclass(frozen=True, slots=True)
class Bounce:
    """What a delivery report says: which address, the enhanced status ("5.1.1") and whether it is final (RFC 3464).

    `action` is its own word: failed, delayed, delivered, relayed or expanded; "" where it says none.
    """

    recipient: str
    status: str
    final: bool
    returned_message_id: str = ""
    action: str = ""

    @property
    def says_nothing(self) -> bool:
        """Whether it is told in words that only a person reads: no address, no status, no action."""
        return not (self.recipient or self.status or self.action)


@dataclass(frozen=True, slots=True)
class IncomingMail:
    """A kept mail as it was understood.

    `received` is when the institution's own server took it (its trusted Received field, else our own clock), `kept` when we did;
    both aware UTC (decision 2). `sender` is the one From address in lower case, empty when there is not exactly one (mail.md § 2.4).
    `text` is the new part only, `elided` what was quoted. `token_case` is the case that a valid reply token or an own message id names:
    it says which case, never who. `words` are the lines of `text` without greeting and signature, for short answers.
    `verdict_because` holds the fields of the institution's server that the verdict came from.
    `dated` is its own Date, unproved. `displayed` is what a read receipt says, `calendar` what a calendar answered.
    `encrypted` says that all or part of it could not be read.
    """

    id: int
    received: datetime
    kept: datetime
    sender: str
    verdict: Verdict
    boxes: tuple[Box, ...]
    subject: str
    text: str
    intent: Intent
    words: str = ""
    elided: str = ""
    message_id: str = ""
    references: tuple[str, ...] = ()
    token_case: int | None = None
    token_outgoing: int | None = None
    machine: Machine | None = None
    bounce: Bounce | None = None
    verdict_because: str = ""
    displayed: bool = False
    dated: datetime | None = None
    calendar: CalendarAnswer | None = None
    files: tuple[File, ...] = ()
    encrypted: bool = False

    @property
    def case_meant(self) -> int | None:
        """The case that it answers about, else the first one that it names; neither says who wrote it."""
        return self.token_case or next(iter(self.intent.mentions.cases), None)


@dataclass(frozen=True, slots=True)
class Arrival:
    """A mail that is to be kept: its bytes and its envelope.

    `kept` is aware UTC, `peer` the server that brought it, `fingerprint` tells the same mail delivered twice, `tls` is the version
    that the connection was encrypted with, empty where it was not.
    """

    kept: datetime
    peer: str
    mail_from: str
    rcpt_to: tuple[str, ...]
    raw: bytes
    fingerprint: bytes
    tls: str = ""


@dataclass(frozen=True, slots=True)
class KeptMail:
    """The bytes of a mail as the listener kept them, with the envelope; the id is the spool's."""

    id: int
    kept: datetime
    peer: str
    mail_from: str
    rcpt_to: tuple[str, ...]
    raw: bytes
    tries: int = 0
    tls: str = ""


@dataclass(frozen=True, slots=True)
class MailNote:
    """What is known of a kept mail without reading it: its envelope, where it ended, and how often it came. `kept` is aware UTC."""

    id: int
    kept: datetime
    peer: str
    tls: str
    mail_from: str
    rcpt_to: tuple[str, ...]
    state: str
    outcome: str
    case: int | None
    times_received: int


class Automatic(StrEnum):
    """The Auto-Submitted field of a letter (RFC 3834 § 5); NO when a person asked for exactly this letter."""

    NO = "no"
    GENERATED = "auto-generated"
    REPLIED = "auto-replied"


class Urgency(StrEnum):
    """The order in which the courier takes what waits: receipts before digests (mail.md § 6)."""

    RECEIPT = "1"
    LETTER = "2"
    DIGEST = "3"


class RuleDate(NamedTuple):
    """One date that a letter tells: the rule, its day in Europe/Oslo (None where the letter says that none runs), section and law."""

    rule: str
    day: date | None
    section: str
    law: str

    def __str__(self) -> str:
        return f"{self.rule} {self.day or 'none'} ({self.section}, {self.law})"


@dataclass(frozen=True, slots=True)
class Letter:
    """An e-mail that will go out, as text; `key` is unique over all that ever goes out, so that nothing is sent twice.

    `fields` are kept out: what the reader sees is `subject` and `body`. `version` and `approver` are the template's (D-43).
    `invitation` comes with a letter that calls its reader to a talk, or takes that back. `dates` are those of the law that it tells.
    """

    key: str
    to: str
    language: Language
    template: str
    version: str
    approver: str
    subject: str
    body: str
    case: int | None = None
    automatic: Automatic = Automatic.GENERATED
    urgency: Urgency = Urgency.LETTER
    in_reply_to: str = ""
    invitation: Invitation | None = None
    dates: tuple[RuleDate, ...] = ()


class NoticeKind(StrEnum):
    """What a notice in Slack is: a card (posted once, then redrawn), a digest, an afternoon question, or a case handler's task."""

    CARD = "card"
    DIGEST = "digest"
    TALK = "talk"
    TASK = "task"


@dataclass(frozen=True, slots=True)
class Notice:
    """Something a member of staff shall see in Slack; `content` holds ids and dates only, never personal data (D-01)."""

    key: str
    kind: NoticeKind
    to: int
    case: int | None = None
    content: Mapping[str, object] = field(default_factory=dict)
    urgency: Urgency = Urgency.LETTER
