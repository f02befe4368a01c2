"""A desk that answers as it was told to and remembers what it was asked; and the views and lines that it answers with."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

from casework.access import BlindView, CaseView, Move
from casework.case import Kind, Status
from casework.desk.answers import Waiting
from casework.exams import ExplanationForm, Language, Person, Role, Staff
from casework.messages import Task, TaskKind
from casework.records import Line, OpenTask

NOW = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
TODAY = date(2026, 11, 23)

GRADER = Staff(17, "Kari", "kari@example.no", "UKARI")
HANDLER = Staff(3, "Ola", "ola@example.no", "UOLA", roles=frozenset({Role.CASE_HANDLER}), language=Language.NN)
STUDENT = Person(9, "123456", "Sam", "sam@example.no", language=Language.EN)
STUDENT_SLACK = "USAM"


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


def open_task(number: int | None = 42) -> OpenTask:
    return OpenTask(1, Task(f"task:{number}", TaskKind.NEEDS_GRADER, date(2026, 11, 24), case=number), NOW)


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

    def _said(self, name: str, arguments: dict[str, Any], otherwise: Any = None) -> Any:
        self.asked.append((name, arguments))
        said = self.answers.get(name, otherwise)
        if isinstance(said, Exception):
            raise said
        return said
