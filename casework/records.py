"""What casework needs kept: the protocols of the store, asked in the words of the work and implemented in `store/`.

All methods of Records and Registry are plain calls inside one transaction, so that a whole transaction can be one hop to the database.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple, Protocol, TypeVar

from casework.appointments import AppointmentsKept
from casework.approvals import LettersHeld
from casework.case import Change, Event
from casework.dossier import DossiersKept
from casework.exams import Commission, Exam, Person, Result, Round, Staff
from casework.files import Files
from casework.grounds import TextsKept
from casework.loaded_rules import RulesKept
from casework.messages import Arrival, KeptMail, Letter, MailNote, Notice, Task
from casework.outgoing import Outbox
from casework.registration import ExamKey, RegistryFile, Taken

T = TypeVar("T")


class StoreError(Exception):
    """The database cannot be reached or refused to keep something; what was asked for has not happened."""


class Found(NamedTuple):
    """What is kept of a mail that was understood: a digest of its words, and what its sender counted as, with the fields that said so."""

    said: bytes | None
    verdict: str
    because: str


class Line(NamedTuple):
    """One open case in somebody's list: what a digest or a list shows, without any personal data but the candidate number.

    `holder` is the member of staff whose list this line stands in: the grader, or one of an appeal's new graders; 0 in the list of all.
    """

    number: int
    kind: str
    status: str
    course: str
    part: str
    term: str
    candidate: str
    explanation_form: str
    received: datetime
    due: date | None
    target: date | None
    interim_due: date | None
    promised: date | None
    grader_id: int | None
    handler_id: int | None
    marks: str
    holder: int = 0


@dataclass(frozen=True, slots=True)
class OpenTask:
    """A task as the case handlers' list shows it."""

    id: int
    task: Task
    made: datetime


class Registry(Protocol):
    """Exams and people."""

    def person(self, person_id: int) -> Person | None: ...
    def person_by_email(self, email: str) -> Person | None: ...
    def person_by_slack(self, slack_id: str) -> Person | None: ...
    def results_of(self, person_id: int) -> Sequence[tuple[Result, Exam]]: ...
    def results_named(self, result_ids: Iterable[int]) -> Sequence[tuple[Result, Exam]]:
        """Those results with their exams, in no order; ids that are none are left out."""
        ...

    def with_two_dates(self, exam_ids: Iterable[int]) -> Sequence[tuple[Result, Exam]]:
        """The results at those exams that have a start of their own where a date is fixed for the whole exam."""
        ...

    def results_at(self, course: str) -> Sequence[tuple[Result, Exam]]:
        """Every result at exams of that course, for staff who ask on behalf of a candidate."""
        ...

    def staff(self, staff_id: int) -> Staff | None: ...
    def staff_by_email(self, email: str) -> Staff | None: ...
    def staff_by_slack(self, slack_id: str) -> Staff | None: ...
    def all_staff(self) -> Sequence[Staff]: ...
    def case_handlers(self) -> Sequence[Staff]: ...
    def commissions(self, exam_id: int) -> Sequence[Commission]: ...
    def next_exams(self, after: date) -> Mapping[str, date]:
        """For each course with an exam after that day whose day the registry knows: the first of them."""
        ...

    def exam_keys(self) -> frozenset[ExamKey]:
        """How files name the exams that the registry holds."""
        ...

    def appoint(self, exam_id: int, round: Round, members: Sequence[int], candidate: str) -> Commission:
        """Keeps a commission that a case handler names for one candidate; its number is the next of the exam."""
        ...

    def grade(self, result_id: int) -> str | None:
        """The sealed grade, opened; only sealed functions of casework may ask (decision 19)."""
        ...

    def seal_new_grade(self, case: int, grade: str) -> None:
        """Keeps the grade that an appeal's graders agreed on, sealed; a later one replaces it."""
        ...

    def destroy_new_grade(self, case: int) -> None:
        """Destroys the sealed new grade of a withdrawn appeal, if there is one; the journal still says that one was set (A-208)."""
        ...

    def link_slack(self, person_id: int, slack_id: str) -> None:
        """That Slack user is the student's from now on, in place of any other (decision 25)."""
        ...

    def mark_undeliverable(self, email: str) -> None: ...
    def take(self, file: RegistryFile, digest: str, now: datetime) -> Taken:
        """Keeps all rows of a file or none; an empty cell never overwrites (A-273). The same file again changes nothing."""
        ...


class Records(DossiersKept, RulesKept, Outbox, Files, LettersHeld, TextsKept, AppointmentsKept, Protocol):
    """Cases, the journal, the inbox, the tasks, the outbox, and the rulebooks that were loaded."""

    @property
    def registry(self) -> Registry: ...

    # cases
    def new_number(self) -> int:
        """The next case number: one running integer, never reused (decision 31)."""
        ...

    def save(self, change: Change) -> None:
        """Keeps the case, its event in the journal, its letters and notices in the outbox, its tasks, its appointment. Raises Overtaken."""
        ...

    def post(self, messages: Iterable[Letter | Notice | Task]) -> None:
        """Keeps what goes out without a case having changed; a key that exists already is left alone."""
        ...

    def settle(self, keys: Iterable[str], now: datetime) -> None: ...
    def first_time(self, key: str, now: datetime) -> bool:
        """True exactly once for each key, whichever process asks."""
        ...

    def has_been(self, key: str) -> bool:
        """Whether `first_time` was asked for that key before; marks nothing."""
        ...

    def waiting_for(self, staff_id: int) -> Sequence[Line]:
        """The open cases that wait for that grader, the most urgent first."""
        ...

    def unfinished(self) -> Sequence[Line]:
        """Every case that is not finished (A-239), the most urgent first."""
        ...

    def with_graders(self, after: int, limit: int) -> Sequence[Line]:
        """What waits for the graders with an id above `after`, whole graders only, at most `limit` graders a call, by holder.

        That is an explanation for its grader, and an appeal for each of its new graders who has not said done.
        """
        ...

    def explanations_due(self, until: date) -> Sequence[int]:
        """The numbers of the explanations that a grader owes by that day."""
        ...

    def interims_due(self, until: date) -> Sequence[int]:
        """The numbers of open cases whose interim reply or promised date falls on or before that day."""
        ...

    def unopened(self, since: date, until: date) -> Sequence[int]:
        """The numbers of appeals whose student was told from `since` to `until` and was not seen to open the decision."""
        ...

    def open_tasks(self) -> Sequence[OpenTask]: ...
    def task(self, task_id: int) -> OpenTask | None: ...
    def task_by_key(self, key: str) -> OpenTask | None:
        """The task with that key if it is still open."""
        ...

    def task_made(self, key: str) -> OpenTask | None:
        """The task with that key, done or not."""
        ...

    def history(self, number: int) -> Sequence[Event]: ...

    # inbox
    def unread(
        self, limit: int, *, failed: bool | None = None, after: int = 0, now: datetime | None = None
    ) -> Sequence[KeptMail]:
        """Mail that waits to be read, in its order, behind that spool id; by `failed` only what was tried before, or was not; with
        `now` only what may be read by then, as a failed try is not followed by the next at once.
        """
        ...

    def unplaced(self, before: datetime) -> Sequence[int]:
        """The oldest mails, a hundred at most, that were kept by then and have ended nowhere: still to be read, or set aside and not
        settled by a person.
        """
        ...

    def unread_since(self) -> datetime | None:
        """When the oldest mail that waits to be read was kept, None when none waits."""
        ...

    def mail(self, mail_id: int) -> KeptMail | None: ...
    def mail_note(self, mail_id: int) -> MailNote | None: ...
    def mails_of(self, number: int) -> Sequence[MailNote]:
        """The mails that opened a case, moved it or were filed under it, the oldest first."""
        ...

    def understood(
        self, mail_id: int, outcome: str, case: int | None, now: datetime, found: Found | None = None
    ) -> None:
        """The mail has ended in exactly one visible place: a case, a task, machine mail or a duplicate.

        Raises Overtaken when it had been understood before, so that two readers never do the same twice.
        """
        ...

    def newest_mail(self) -> int:
        """The spool id of the mail that was kept last, 0 when there is none."""
        ...

    def mails_after(self, mail_id: int, limit: int) -> Sequence[KeptMail]:
        """What was kept after that mail, the oldest first."""
        ...

    def found(self, mail_id: int) -> Found | None:
        """What was found in a mail when it was understood; None before that."""
        ...

    def last_said(self, case: int, since: datetime) -> bytes | None:
        """The digest of the words of the last mail in that case that was read since then."""
        ...

    def ended(self, mail_id: int, outcome: str, case: int | None, now: datetime) -> None:
        """A mail that had become a task has ended in a case after all."""
        ...

    def not_understood(
        self, mail_id: int, reference: str, now: datetime, *, at_once: bool = False, last: bool = False
    ) -> Task | None:
        """One more try failed; the next waits some minutes unless it may be made `at_once`, so that a fault can pass.

        After three, or the `last`, it is set aside, not read again by itself, and becomes the task that is given.
        """
        ...

    def read_again(self, mail_id: int, now: datetime) -> bool:
        """A mail that was set aside is read once more, with the time it was received at; False when it was not set aside."""
        ...

    # proof
    def raw_cases(self) -> Iterable[Mapping[str, Any]]: ...
    def raw_history(self, number: int) -> Sequence[Mapping[str, Any]]:
        """The rows of one case as `raw_journal` gives them."""
        ...

    def raw_journal(self) -> Iterable[Mapping[str, Any]]: ...
    def journal_hashes(self, after: int, limit: int) -> Sequence[str]:
        """The hashes of at most `limit` rows behind place `after` (0 for all), in the order of the chain."""
        ...


class Store(Protocol):
    """The database. One institution has one (decision 31)."""

    async def write(self, work: Callable[[Records], T]) -> T:
        """Runs `work` as one durable transaction, alone among writers; a refusal or error inside it leaves nothing behind."""
        ...

    async def read(self, work: Callable[[Records], T]) -> T:
        """Runs `work` on one snapshot; it must not change anything."""
        ...

    async def keep(self, arrival: Arrival) -> int:
        """Keeps a mail durably before `250` is answered and gives its spool id; several mails may share one commit."""
        ...
