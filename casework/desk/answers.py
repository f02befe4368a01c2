"""What the desk answers a person: done, a list, a case, a question back; pure data that Slack, mail and the command line render."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from casework.access import Move, View
from casework.appointments import Appointment, Proof
from casework.case import Kind
from casework.desk.adopting import Pending
from casework.interim import Forecast
from casework.records import Line, OpenTask
from casework.talks import Concern


@dataclass(frozen=True, slots=True)
class Withheld:
    """Why a no-show that was said is not recorded: `day` is when it will be if nothing contradicts it, else it is a case handler's."""

    proof: Proof
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Timed:
    """Times for a talk were offered, moved or taken back (`event` is the journal's word for it); `concerns` speak against them (A-118)."""

    view: View
    event: str
    appointment: Appointment
    concerns: tuple[Concern, ...] = ()


@dataclass(frozen=True, slots=True)
class Done:
    """The move was taken; `day` is the day it counts from where it has one. `told` says whether a letter goes to the student.

    `withheld` is there for a no-show that was heard and not recorded.
    """

    move: Move
    view: View
    day: date | None = None
    told: bool = False
    withheld: Withheld | None = None


@dataclass(frozen=True, slots=True)
class AllDone:
    """Several cases were named in one message, and the move was taken on each of them, or on none."""

    done: tuple[Done, ...]


@dataclass(frozen=True, slots=True)
class ResultChoice:
    """One result that a request may concern; `label` is course code, part and term."""

    result_id: int
    kind: Kind
    label: str


@dataclass(frozen=True, slots=True)
class Waiting:
    """What waits for this person: cases, the most urgent first, and for case handlers the open tasks.

    `offers` are the results that a task's mail may have meant, by the task's id; there for the first tasks only. `talks` are by case
    number how far a time for a talk has been found; there for the first lines only.
    """

    lines: tuple[Line, ...]
    tasks: tuple[OpenTask, ...]
    today: date
    offers: Mapping[int, tuple[ResultChoice, ...]] = field(default_factory=dict)
    talks: Mapping[int, Appointment] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Chore:
    """An open task, and what it asks about: the results that its mail may have meant, an interim reply, or rules that wait."""

    task: OpenTask
    choices: tuple[ResultChoice, ...] = ()
    says: Forecast | None = None
    pending: Pending | None = None


class Reason(StrEnum):
    """Why something was asked back instead of done."""

    WHICH_CASE = "which_case"
    WHICH_MOVE = "which_move"
    WHICH_DAY = "which_day"
    NOT_UNDERSTOOD = "not_understood"
    WHICH_RESULT = "which_result"
    NO_RESULT = "no_result"


@dataclass(frozen=True, slots=True)
class Choice:
    """One button of a question: taking it does exactly this."""

    number: int
    move: Move
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """What was meant is not certain. The choices are at most five; none means that only words can help."""

    reason: Reason
    choices: tuple[Choice, ...] = ()
    results: tuple[ResultChoice, ...] = ()


@dataclass(frozen=True, slots=True)
class Opened:
    """A request was opened (or was open already: `again`) under that number."""

    number: int
    kind: Kind
    label: str
    again: bool = False


@dataclass(frozen=True, slots=True)
class ToWrite:
    """The move needs grounds, which are written on a page; the link has been mailed to the person (forvaltningsloven §§ 24, 25)."""

    number: int
    move: Move


@dataclass(frozen=True, slots=True)
class Help:
    """The person asked what can be written."""


Answer = Done | AllDone | Timed | Waiting | Question | Opened | ToWrite | Help | View
