"""A desk that answers as it was told to and remembers what it was asked; and the views and lines that it answers with."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

from casework.access import BlindView, CaseView, Move
from casework.case import Kind, Status
from casework.desk.answers import Chore, ResultChoice, Waiting
from casework.exams import ExplanationForm, Language, Person, Role, Staff
from casework.interim import Forecast
from casework.messages import Task, TaskKind
from casework.records import Line, OpenTask

NOW = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
TODAY = date(2026, 11, 23)

GRADER = Staff(17, "Kari", "kari@example.no", "UKARI")
HANDLER = Staff(3, "Ola", "ola@example.no", "UOLA", roles=frozenset({Role.CASE_HANDLER}), language=Language.NN)
STUDENT = Person(9, "123456", "Sam", "sam@example.no", language=Language.EN)
STUDENT_SLACK = "USAM"

REASONS = (
    (Status.TO_ASSIGN, "De nye sensorene er ikke oppnevnt ennå."),
    (
        Status.WAITING,
        "Klagen venter til du har fått begrunnelsen du ba om, og den er dessverre ikke ferdig skrevet ennå.",
    ),
)
SAYS = Forecast(42, date(2026, 12, 23), Status.TO_ASSIGN, date(2027, 1, 15), REASONS)


def view(number: int = 42, **changes: Any) -> CaseView:
    facts: dict[str, Any] = {
        "number": number,
        "kind": Kind.EXPLANATION,
        "status": Status.WITH_GRADER,
        "outcome": None,
        "course": "TDT4100",
        "part": "A",
        "term": "2026H",
        "candidate": "10042",
        "explanation_form": ExplanationForm.ORAL,
        "received": date(2026, 11, 12),
        "due": date(2026, 11, 26),
        "target": date(2026, 11, 26),
        "done_on": None,
        "new_deadline": None,
        "interim_due": None,
        "promised": None,
        "marks": frozenset(),
        "has_grader": True,
        "moves": (Move.ORAL_GIVEN, Move.NO_SHOW, Move.SENT),
        "version": 2,
    }
    return CaseView(**(facts | changes))


def blind_view(**changes: Any) -> BlindView:
    facts: dict[str, Any] = {
        "number": 43,
        "course": "TDT4100",
        "part": "A",
        "term": "2026H",
        "candidate": "10042",
        "status": Status.WITH_COMMISSION,
        "target": date(2026, 12, 10),
        "done_by_me": False,
        "moves": (Move.GRADED,),
        "version": 1,
    }
    return BlindView(**(facts | changes))


def line(number: int = 42, **changes: Any) -> Line:
    facts: dict[str, Any] = {
        "number": number,
        "kind": "explanation",
        "status": "with_grader",
        "course": "TDT4100",
        "part": "A",
        "term": "2026H",
        "candidate": "10042",
        "explanation_form": "oral",
        "received": NOW,
        "due": date(2026, 11, 26),
        "target": date(2026, 11, 26),
        "interim_due": None,
        "promised": None,
        "grader_id": GRADER.id,
        "handler_id": None,
        "marks": "",
    }
    return Line(**(facts | changes))


def digest_line(number: int = 42, **changes: Any) -> dict[str, Any]:
    facts = {"number": number, "kind": "explanation", "course": "TDT4100", "part": "A", "term": "2026H"}
    more = {"candidate": "10042", "form": "oral", "due": "2026-11-26", "target": "2026-11-26", "new": True}
    return {**facts, **more, "status": "with_grader", **changes}


def open_task(number: int | None = 42, kind: TaskKind = TaskKind.NEEDS_GRADER, mail: int | None = None) -> OpenTask:
    facts = {"about": "TDT4100 2026H", "unit": "2026-12-09", "own": "2026-11-23"}  # as DATES_DISAGREE has them
    return OpenTask(7, Task(f"task:{number}", kind, date(2026, 11, 24), case=number, mail=mail, facts=facts), NOW)


def choices(count: int) -> tuple[ResultChoice, ...]:
    return tuple(ResultChoice(each, Kind.EXPLANATION, f"TDT410{each} 2026H") for each in range(1, count + 1))


@dataclass
class ScriptedCounter:
    """Each method gives what stands under its name in `answers` (raised if it is an exception), and is noted in `asked`."""

    people: dict[str, Staff | Person] = field(default_factory=dict)
    answers: dict[str, Any] = field(default_factory=dict)
    asked: list[tuple[str, dict[str, Any]]] = field(default_factory=list)

    def calls_of(self, name: str) -> list[dict[str, Any]]:
        return [arguments for called, arguments in self.asked if called == name]

    async def who(self, slack_id: str) -> Staff | Person | None:
        return self.people.get(slack_id)

    async def waiting(self, staff: Staff, now: datetime) -> Any:
        return self._said("waiting", {"staff": staff}, Waiting((), (), TODAY))

    async def show(self, staff: Staff, number: int, now: datetime) -> Any:
        return self._said("show", {"number": number}, view(number))

    async def act(self, staff: Staff, number: int, move: Move, now: datetime, **more: Any) -> Any:
        return self._said("act", {"staff": staff, "number": number, "move": move, **more})

    async def hear(self, staff: Staff, text: str, now: datetime, **more: Any) -> Any:
        return self._said("hear", {"staff": staff, "text": text, **more})

    async def cases_under(self, channel: str, ts: str) -> Any:
        return self._said("cases_under", {"channel": channel, "ts": ts}, ())

    async def request_own(self, person: Person, kind: Kind, words: str, now: datetime, **more: Any) -> Any:
        return self._said("request_own", {"person": person, "kind": kind, "words": words, **more})

    async def request_for(
        self, staff: Staff, kind: Kind, course: str, part: str, candidate: str, now: datetime, **more: Any
    ) -> Any:
        return self._said("request_for", {"kind": kind, "about": (course, part, candidate), **more})

    async def colleagues(self, staff: Staff, number: int) -> Any:
        return self._said("colleagues", {"number": number}, ())

    async def look(self, staff_id: int, number: int) -> Any:
        return self._said("look", {"number": number}, (GRADER, view(number)))

    async def card(self, number: int, staff_id: int) -> Any:
        return self._said("card", {"number": number}, None)

    async def task_at(self, staff: Staff, key: str, now: datetime) -> Any:
        return self._said("task_at", {"key": key}, Chore(open_task()))

    async def settle_task(self, staff: Staff, task_id: int, now: datetime, **more: Any) -> Any:
        return self._said("settle_task", {"staff": staff, "task_id": task_id, **more}, open_task())

    async def read_again(self, staff: Staff, task_id: int, now: datetime, **more: Any) -> Any:
        return self._said("read_again", {"staff": staff, "task_id": task_id, **more}, open_task())

    async def choose_result(self, staff: Staff, task_id: int, result_id: int, now: datetime, **more: Any) -> Any:
        return self._said("choose_result", {"task_id": task_id, "result_id": result_id, **more})

    async def forecast(self, staff: Staff, number: int, now: datetime) -> Any:
        return self._said("forecast", {"number": number}, SAYS)

    async def choose_interim(
        self, staff: Staff, number: int, reason: Status | None, expected: date | None, now: datetime, **more: Any
    ) -> Any:
        about = {"number": number, "reason": reason, "expected": expected}
        return self._said("choose_interim", {**about, **more}, SAYS)

    async def mail_code(self, slack_id: str, address: str, now: datetime) -> Any:
        return self._said("mail_code", {"slack_id": slack_id, "address": address})

    async def confirm_code(self, slack_id: str, code: str, now: datetime) -> Any:
        return self._said("confirm_code", {"slack_id": slack_id, "code": code}, STUDENT)

    def _said(self, name: str, arguments: dict[str, Any], otherwise: Any = None) -> Any:
        self.asked.append((name, arguments))
        said = self.answers.get(name, otherwise)
        if isinstance(said, Exception):
            raise said
        return said
