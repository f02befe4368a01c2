"""A case handler's tasks: settled with one click, or by choosing which result a mail meant; and what an interim reply will say."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from casework import interim
from casework.calendar import day_of
from casework.case import Actor, Case, Kind, Status
from casework.desk.answers import Opened, ResultChoice
from casework.desk.keeping import keep
from casework.desk.opening import Request, open_case
from casework.desk.requests import label
from casework.dossier import Dossier
from casework.exams import Language, Staff
from casework.office import Office
from casework.records import OpenTask, Records
from casework.refusals import NoSuchCase, NoSuchTask, NotYours


@dataclass(frozen=True, slots=True)
class Forecast:
    """What the next interim reply of a case will say, and what it may say instead: a state stands for its approved sentence."""

    number: int
    due: date
    reason: Status
    expected: date
    reasons: tuple[tuple[Status, str], ...]


@dataclass(frozen=True, slots=True)
class Chores:
    """Within one transaction, for a case handler only. `now` is aware UTC, `via` the way it came by."""

    records: Records
    office: Office
    staff: Staff
    now: datetime
    via: str

    def choices(self, task_id: int) -> tuple[ResultChoice, ...]:
        """The results that the task's mail may have meant; none where the task is no such question."""
        facts = self._task(task_id).task.facts
        kind, results = facts.get("kind"), facts.get("results")
        if not isinstance(kind, str) or not isinstance(results, Sequence):
            return ()
        dossiers = (self.records.dossier(int(result)) for result in results)
        return tuple(ResultChoice(each.result.id, Kind(kind), label(each.exam)) for each in dossiers if each)

    def settle(self, task_id: int) -> OpenTask:
        """The task is done, by whatever the case handler did about it."""
        task = self._task(task_id)
        self.records.settle([task.task.key], self.now)
        return task

    def choose(self, task_id: int, result_id: int) -> Opened:
        """The mail meant that result: the case is opened with the mail's own reception time, and the task is done."""
        task = self._task(task_id)
        chosen = next((choice for choice in self.choices(task_id) if choice.result_id == result_id), None)
        dossier = self.records.dossier(result_id) if chosen else None
        if chosen is None or dossier is None:
            raise NoSuchTask(number=task_id)
        facts = task.task.facts
        received = datetime.fromisoformat(str(facts["received"]))
        language = Language(str(facts.get("language") or dossier.person.language))
        request = Request(chosen.kind, received, language, Actor(f"staff:{self.staff.id}", self.via))
        found = open_case(self.records, self.office, dossier, request, self.now)
        self.records.settle([task.task.key], self.now)
        if task.task.mail is not None:
            self.records.ended(task.task.mail, "opened", found.case.number, self.now)
        return Opened(found.case.number, chosen.kind, chosen.label, found.again)

    def forecast(self, number: int) -> Forecast:
        """What the next interim reply of the case will say; NoSuchCase where none is coming."""
        case, dossier = self._case(number)
        if case.interim_due is None or not case.is_open:
            raise NoSuchCase(number=number)
        says = interim.proposal(case, dossier, self.office, max(case.interim_due, day_of(self.now)))
        sentences = self.office.rulebook.interim_reasons.sentences
        reasons = tuple((state, words.text(self.staff.language)) for state, words in sentences.items())
        return Forecast(number, case.interim_due, says.reason, says.expected, reasons)

    def choose_interim(self, number: int, reason: Status | None, expected: date | None) -> Forecast:
        """Changes what it will say (decision 10). Raises NoSuchCase, NotYours, NotNow, ImpossibleDay."""
        case, dossier = self._case(number)
        actor = Actor(f"staff:{self.staff.id}", self.via)
        keep(self.records, interim.choose(case, reason, expected, at=self.now, actor=actor), dossier, self.office)
        return self.forecast(number)

    def _task(self, task_id: int) -> OpenTask:
        task = self.records.task(task_id) if self.staff.is_case_handler else None
        if task is None:
            raise NoSuchTask(number=task_id)
        return task

    def _case(self, number: int) -> tuple[Case, Dossier]:
        if not self.staff.is_case_handler:
            raise NotYours(number=number)
        dossier = self.records.dossier_of(number)
        if dossier is None:
            raise NoSuchCase(number=number)
        return dossier.case(number), dossier
