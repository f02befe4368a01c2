"""One mail at the desk, within its transaction: who sent it, what can be answered, where it ends."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from casework.calendar import day_of
from casework.case import Actor
from casework.desk.caps import cap_reached
from casework.desk.keeping import post
from casework.exams import Language
from casework.messages import IncomingMail, Letter, Task, TaskKind
from casework.office import Office
from casework.records import Records


@dataclass(frozen=True, slots=True)
class Placed:
    """Where a mail ended: a word for the spool's row, and the case if there is one."""

    outcome: str
    case: int | None = None


@dataclass(frozen=True, slots=True)
class Visit:
    """`now` is aware UTC and is when we understand the mail, not when it was received."""

    records: Records
    office: Office
    mail: IncomingMail
    now: datetime

    @property
    def language(self) -> Language:
        """The language to answer in when no registered language is known (decision 27)."""
        return self.mail.intent.language or Language.NB

    def actor(self, who: str) -> Actor:
        """That person, by this mail."""
        return Actor(who, f"mail:{self.mail.id}")

    def to_a_person(self, kind: TaskKind, case: int | None = None, facts: Mapping[str, object] | None = None) -> Placed:
        """The mail becomes a task for the case handlers, with a date (decision 30)."""
        due = day_of(self.now) + timedelta(days=1)
        asked = {"ask": self.mail.intent.ask.value, "received": self.mail.received.isoformat(), **(facts or {})}
        post(self.records, [Task(f"mail:{self.mail.id}", kind, due, case, self.mail.id, facts=asked)])
        return Placed(kind.value, case)

    def answer(self, key: str, template: str, language: Language | None = None, **fields: object) -> None:
        """Answers the sender with a letter of no case; one mail gets one such answer."""
        letter = self.office.to_sender(
            f"{key}:{self.mail.id}",
            template,
            language or self.language,
            self.mail.sender,
            in_reply_to=self.mail.message_id,
            received=self.mail.received,
            reference=f"E{self.mail.id}",
            **fields,
        )
        self.send(letter)

    def send(self, letter: Letter) -> None:
        """Sends an answer of a machine; one too many is not sent, and a person is told once (mail.md § 4.4)."""
        case = self.mail.token_case if letter.case is None else letter.case
        capped = cap_reached(self.records, letter, case, self.now)
        if not capped:
            self.records.post([letter])
        elif self.records.first_time(capped, self.now):
            due = day_of(self.now) + timedelta(days=1)
            post(self.records, [Task(f"capped:{self.mail.id}", TaskKind.CAPPED, due, case, self.mail.id)])
