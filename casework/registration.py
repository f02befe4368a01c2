"""What a file says of exams, results, staff and commissions: rows named by natural keys, None where a cell was empty."""

from dataclasses import dataclass, field
from datetime import date

from casework.exams import AppealedAs, Channel, ExplanationForm, Form, Language, Role, Round


@dataclass(frozen=True, slots=True)
class ExamKey:
    """How files name an exam: course code in capitals, part ("" for the whole), term ("2026H")."""

    course: str
    part: str
    term: str


@dataclass(frozen=True, slots=True)
class ExamRow:
    """One row of an exams file."""

    key: ExamKey
    name_nb: str | None = None
    name_nn: str | None = None
    name_en: str | None = None
    form: Form | None = None
    announced: date | None = None
    protocol_created: date | None = None
    unit_deadline: date | None = None
    explanation_allowed: bool | None = None
    appeal_allowed: bool | None = None
    via_studentweb: bool | None = None
    explanation_form: ExplanationForm | None = None
    channel: Channel | None = None
    faculty: str | None = None
    held: date | None = None
    appealed_as: AppealedAs | None = None
    oral_adjusts: bool | None = None


@dataclass(frozen=True, slots=True)
class ResultRow:
    """One row of a results file: a student's result at one exam; a grade in the form of A-271, sealed as soon as it is kept."""

    exam: ExamKey
    candidate: str
    student_number: str
    name: str | None = None
    email: str | None = None
    language: Language | None = None
    group: str | None = None
    individual_start: date | None = None
    grade: str | None = None
    announced_anew: date | None = None


@dataclass(frozen=True, slots=True)
class StaffRow:
    """One row of a graders file; the e-mail address is the key."""

    email: str
    name: str | None = None
    slack_id: str | None = None
    external: bool | None = None
    role: Role | None = None
    language: Language | None = None


@dataclass(frozen=True, slots=True)
class CommissionRow:
    """One row of a commissions file: one grader in one commission, for one candidate or (None) for all."""

    exam: ExamKey
    number: str
    round: Round
    grader_email: str
    lead: bool = False
    candidate: str | None = None


@dataclass(frozen=True, slots=True)
class RegistryFile:
    """All rows of one import, every one of them good."""

    exams: tuple[ExamRow, ...] = ()
    results: tuple[ResultRow, ...] = ()
    staff: tuple[StaffRow, ...] = ()
    commissions: tuple[CommissionRow, ...] = ()


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong with a file: where it stands and what was expected, for the person who mends it."""

    file: str
    row: int
    column: str
    expected: str


class BadFile(Exception):
    """A file was refused whole; `faults` lists every fault."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__(f"{len(faults)} faults")
        self.faults = faults


@dataclass(frozen=True, slots=True)
class Taken:
    """What an import did, in rows, and the ids of the exams whose dates, people or graders may have changed by it."""

    added: int = 0
    changed: int = 0
    unchanged: int = 0
    exams: frozenset[int] = field(default=frozenset(), compare=False)
