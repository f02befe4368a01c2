"""A case handler's tasks: settled with one click, or by choosing which result a mail meant; and what an interim reply will say."""

from dataclasses import dataclass
from datetime import date, datetime

from casework import interim
from casework.access import grades_anew
from casework.calendar import day_of
from casework.case import Actor, Case, Status
from casework.clocks import Clocks
from casework.desk.adopting import Adopting, Pending
from casework.desk.answers import Chore, Opened, ResultChoice
from casework.desk.keeping import keep
from casework.desk.offers import offers
from casework.desk.opening import Request, open_case
from casework.dossier import Dossier
from casework.exams import Language, Staff
from casework.grounds import WrittenText
from casework.interim import Forecast
from casework.messages import Task, TaskKind
from casework.office import Office
from casework.reception import remembered
from casework.records import OpenTask, Records
from casework.refusals import NoSuchCase, NoSuchTask, NotYours, Refusal


@dataclass(frozen=True, slots=True)
class Chores:
    """Within one transaction, for a case handler only. `now` is aware UTC, `via` the way it came by."""

    records: Records
    office: Office
    staff: Staff
    now: datetime
    via: str

    def at(self, key: str) -> Chore | None:
        """The task with that key; None when it is done."""
        task = self.records.task_by_key(key) if self.staff.is_case_handler else None
        if task is None:
            return None
        return Chore(task, self.choices(task.id), self._asked_about(task.task), self._rules(task.task))

    def choices(self, task_id: int) -> tuple[ResultChoice, ...]:
        """The results that the task's mail may have meant; none where the task is no such question."""
        return offers(self.records, [self._task(task_id)]).get(task_id, ())

    def settle(self, task_id: int) -> OpenTask:
        """The task is done, by whatever the case handler did about it."""
        task = self._task(task_id)
        self.records.settle([task.task.key], self.now)
        return task

    def read_again(self, task_id: int) -> OpenTask:
        """The task's mail is read once more, with the time it was received at, and the task is done; NoSuchTask for any other task."""
        task = self._task(task_id)
        if task.task.mail is None or not self.records.read_again(task.task.mail, self.now):
            raise NoSuchTask(number=task_id)
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
        actor, how = Actor(f"staff:{self.staff.id}", self.via), remembered(facts)
        request = Request(chosen.kind, received, language, actor, reception=how, mail=task.task.mail)
        found = open_case(self.records, self.office, dossier, request, self.now)
        self.records.settle([task.task.key], self.now)
        if task.task.mail is not None:
            self.records.ended(task.task.mail, "opened", found.case.number, self.now)
        return Opened(found.case.number, chosen.kind, chosen.label, found.again)

    def forecast(self, number: int) -> Forecast:
        """What the next interim reply of the case will say; NoSuchCase where none is coming."""
        case, dossier = self._case(number)
        says = self._says(case, dossier)
        if says is None:
            raise NoSuchCase(number=number)
        return says

    def choose_interim(self, number: int, reason: Status | None, expected: date | None) -> Forecast:
        """Changes what it will say (decision 10). Raises NoSuchCase, NotYours, NotNow, TooEarlyToPromise."""
        case, dossier = self._case(number)
        actor = Actor(f"staff:{self.staff.id}", self.via)
        keep(self.records, interim.choose(case, reason, expected, at=self.now, actor=actor), dossier, self.office)
        return self.forecast(number)

    def clocks(self, number: int) -> Clocks:
        """The dates of the case's result; NotYours for a new grader of its appeal, who learns nothing of what was before (decision 15)."""
        case, dossier = self._case(number)
        if grades_anew(case, dossier, self.staff):
            raise NotYours(number=number)
        return self.office.clocks(dossier)

    def written(self, number: int) -> tuple[WrittenText, ...]:
        """What was written as the grounds of decisions in the case; NotYours for a new grader of its appeal (decision 15)."""
        case, dossier = self._case(number)
        if grades_anew(case, dossier, self.staff):
            raise NotYours(number=number)
        return tuple(self.records.texts_of(number))

    def _asked_about(self, task: Task) -> Forecast | None:
        dossier = self.records.dossier_of(task.case) if task.kind is TaskKind.INTERIM_ASKED and task.case else None
        return self._says(dossier.case(task.case), dossier) if dossier and task.case else None

    def _rules(self, task: Task) -> Pending | None:
        """The rules that the task asks about; None where they can no longer be confirmed, which pressing the button tells."""
        rules = task.facts.get("rules")
        if not isinstance(rules, int):
            return None
        try:
            return Adopting(self.records, self.office, self.staff, self.now, "").waiting(rules)
        except Refusal:
            return None

    def _says(self, case: Case, dossier: Dossier) -> Forecast | None:
        return interim.forecast(case, dossier, self.office, day_of(self.now), self.staff.language)

    def _task(self, task_id: int) -> OpenTask:
        task = self.records.task(task_id) if self.staff.is_case_handler else None
        if task is None or self.records.task_by_key(task.task.key) is None:
            raise NoSuchTask(number=task_id)
        return task

    def _case(self, number: int) -> tuple[Case, Dossier]:
        if not self.staff.is_case_handler:
            raise NotYours(number=number)
        dossier = self.records.dossier_of(number)
        if dossier is None:
            raise NoSuchCase(number=number)
        return dossier.case(number), dossier
