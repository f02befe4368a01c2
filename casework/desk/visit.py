"""One mail at the desk, within its transaction: who sent it, what can be answered, where it ends."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from casework.calendar import day_of
from casework.case import Actor, Kind
from casework.deadlines import Deadline, answer_to_question
from casework.desk.caps import A_DAY_A_CASE, cap_reached, repeats_itself
from casework.desk.keeping import post
from casework.exams import Language, Person
from casework.links import Purpose
from casework.messages import IncomingMail, Letter, Task, TaskKind
from casework.office import Office
from casework.reception import reception_of
from casework.records import Records


@dataclass(frozen=True, slots=True)
class Placed:
    """Where a mail ended: a word for the spool's row, and the case if there is one."""

    outcome: str
    case: int | None = None


@dataclass(frozen=True, slots=True)
class Visit:
    """`now` is aware UTC and is when we understand the mail, not when it was received. `unsent` are the answers that a cap kept back."""

    records: Records
    office: Office
    mail: IncomingMail
    now: datetime
    unsent: list[Letter] = field(default_factory=list)

    @property
    def language(self) -> Language:
        """The language to answer in when no registered language is known (decision 27)."""
        return self.mail.intent.language or Language.NB

    def actor(self, who: str) -> Actor:
        """That person, by this mail."""
        return Actor(who, f"mail:{self.mail.id}")

    def answer_by(self) -> Deadline:
        """Until when the sender is asked to answer a question that goes out now (D-ACK-GAP)."""
        today = day_of(self.now)
        return answer_to_question(today, self.office.rulebook.answer_time, self.office.laws.on(today))

    def to_a_person(self, kind: TaskKind, case: int | None = None, facts: Mapping[str, object] | None = None) -> Placed:
        """The mail becomes a task for the case handlers, with a date (decision 30)."""
        due = day_of(self.now) + timedelta(days=1)
        asked = {"ask": self.mail.intent.ask.value, **reception_of(self.mail).facts, **(facts or {})}
        post(self.records, [Task(f"mail:{self.mail.id}", kind, due, case, self.mail.id, facts=asked)])
        return Placed(kind.value, case)

    def answer(
        self, key: str, template: str, language: Language | None = None, asked: Kind | None = None, **fields: object
    ) -> None:
        """Answers the sender with a letter of no case; one mail gets one such answer. `asked` is what it asks for, where that is known."""
        letter = self.office.to_sender(
            f"{key}:{self.mail.id}",
            template,
            language or self.language,
            self.mail.sender,
            in_reply_to=self.mail.message_id,
            received=self.mail.received,
            reference=f"E{self.mail.id}",
            wrong_address=reception_of(self.mail).wrong_address(asked, self.office.domain),
            **fields,
        )
        self.send(letter)

    def send(self, letter: Letter, *, asked_anew: bool = False, most: int = A_DAY_A_CASE) -> None:
        """Sends an answer of a machine; one too many is not sent, and a person sees it (mail.md § 4.4).

        `asked_anew` lets the same words be answered again, since they are a question. `most` is how many a day and case.
        """
        case = self.mail.token_case if letter.case is None else letter.case
        capped = cap_reached(self.records, letter, case, self.now, most)
        if not asked_anew and repeats_itself(self.records, self.mail, self.now):
            capped = capped or f"repeated:{day_of(self.now)}:{self.mail.token_case}"
        if not capped:
            self.records.post([letter])
        else:
            self.unsent.append(letter)
            if self.records.first_time(capped, self.now):
                self._tell_of_silence(case)

    def tell_if_unanswered(self, placed: Placed) -> None:
        """Whoever gets no answer because of a cap is in the list of a person: a mail that no task names becomes one (decisions 14, 30)."""
        if self.unsent and self.records.task_by_key(f"mail:{self.mail.id}") is None:
            self._tell_of_silence(placed.case)

    def _tell_of_silence(self, case: int | None) -> None:
        due = day_of(self.now) + timedelta(days=1)
        post(self.records, [Task(f"capped:{self.mail.id}", TaskKind.CAPPED, due, case, self.mail.id)])


def ask_who_wrote(visit: Visit, person: Person, purpose: Purpose, language: Language, in_reply_to: str = "") -> None:
    """One letter with a one-time link to the registered address; what the mail says is not repeated in it (decision 24)."""
    link = visit.office.links.make(purpose, visit.mail.id, person.id, visit.now)
    letter = visit.office.to_sender(
        f"confirm-mail:{visit.mail.id}",
        "confirm_sender",
        language,
        person.email,
        in_reply_to=in_reply_to,
        received=visit.mail.received,
        reference=f"E{visit.mail.id}",
        wrong_address=None,  # the neutral receipt says so, and a withdrawal has no address of its own
        link=visit.office.links.url(link),
        expires=day_of(link.expires),
    )
    visit.send(letter)


def acknowledge(visit: Visit, language: Language | None = None) -> None:
    """The neutral receipt, once a thread: whoever answers it has it already, under whatever address (mail.md § 4.4)."""
    answered = visit.mail.token_outgoing
    key = visit.records.key_of(answered) if answered is not None else None
    if not (key or "").startswith("neutral:"):
        visit.answer("neutral", "receipt_neutral", language)
