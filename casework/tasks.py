"""What case handlers are asked to look at (decision 30)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


class TaskKind(StrEnum):
    """What a case handler is asked to look at (decision 30)."""

    UNKNOWN_SENDER = "unknown_sender"
    FAILED_SENDER = "failed_sender"
    SENDER_UNCLEAR = "sender_unclear"
    SENDER_UNCONFIRMED = "sender_unconfirmed"
    SEVERAL_RESULTS = "several_results"
    NO_RESULT = "no_result"
    NOT_UNDERSTOOD = "not_understood"
    MAIL_UNREADABLE = "mail_unreadable"
    MAIL_WAITS = "mail_waits"
    NEEDS_GRADER = "needs_grader"
    NEEDS_DECISION = "needs_decision"
    FURTHER_JOINT = "further_joint"  # the graders of both rounds assess once more (decision 17)
    FURTHER_BLIND = "further_blind"  # new graders, who are told neither grade
    FURTHER_SEEING = "further_seeing"  # new graders, who are told both
    NO_ANNOUNCEMENT = "no_announcement"
    LETTER_BOUNCED = "letter_bounced"
    LETTER_REFUSED = "letter_refused"
    LETTER_FAILED = "letter_failed"
    LETTER_LATE = "letter_late"
    RELAY_AWAY = "relay_away"
    LETTER_HELD = "letter_held"
    NOTICE_FAILED = "notice_failed"
    WITHDRAWAL_ASKED = "withdrawal_asked"
    TIME_IN_DOUBT = "time_in_doubt"
    QUESTION_UNANSWERED = "question_unanswered"
    SILENT_GRADER = "silent_grader"
    INTERIM_ASKED = "interim_asked"
    INTERIM_SENT = "interim_sent"
    CAPPED = "capped"
    MACHINE_MAIL = "machine_mail"
    CALENDAR_ANSWER = "calendar_answer"
    MAIL_LOOP = "mail_loop"
    ORAL_EXCUSE = "oral_excuse"
    NO_SHOW_UNPROVED = "no_show_unproved"
    RULES_LOADED = "rules_loaded"
    RULEBOOK_FILE = "rulebook_file"
    NOT_RECOMPUTED = "not_recomputed"
    DATES_DISAGREE = "dates_disagree"


@dataclass(frozen=True, slots=True)
class Task:
    """Work for a case handler: `key` is unique, so the same thing is asked for once. `due` is a day in Europe/Oslo.

    `facts` hold ids and dates that settling it needs (the results to choose from, what a mail asked for), never personal data.
    """

    key: str
    kind: TaskKind
    due: date
    case: int | None = None
    mail: int | None = None
    outgoing: int | None = None
    owner: int | None = None
    facts: Mapping[str, object] = field(default_factory=dict)

    @property
    def deadline(self) -> date | None:
        """The student's deadline that runs while this is not done, where there is one."""
        told = self.facts.get("deadline")
        return date.fromisoformat(told) if isinstance(told, str) else None

    @property
    def about(self) -> str:
        """The exam that it is about, by course code, part and term, where it is about no case; "" for any other."""
        return str(self.facts.get("about", ""))
