"""What the registry holds: exams, results, students, staff and commissions, without any grade."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Literal


class Language(StrEnum):
    """The three languages of every letter and phrase (språklova § 15, decision 27)."""

    NB = "nb"
    NN = "nn"
    EN = "en"


class Form(StrEnum):
    """How the exam was held; all but a written one may be impossible to grade anew (§ 11-10 fourth paragraph)."""

    WRITTEN = "written"
    ORAL = "oral"
    PRACTICAL = "practical"
    PERFORMING = "performing"


class Channel(StrEnum):
    """Where grading is done, and so where a new grade is entered (A-001, decision 19)."""

    INSPERA = "inspera"
    WISEFLOW = "wiseflow"
    MANUAL = "manual"


class ExplanationForm(StrEnum):
    """Who decided how explanations are given at this exam (A-069, A-070)."""

    WRITTEN = "written"
    ORAL = "oral"
    GRADER_CHOOSES = "grader_chooses"


class Role(StrEnum):
    """What a member of staff is registered as; a case handler may also grade (A-259)."""

    GRADER = "grader"
    CASE_HANDLER = "case_handler"


class Round(StrEnum):
    """Which grading a commission was appointed for."""

    FIRST = "first"
    APPEAL = "appeal"
    THIRD = "third"


AppealedAs = Literal["part", "course"]


@dataclass(frozen=True, slots=True)
class Exam:
    """One assessable part of one course in one term; `part` is empty for the whole (A-029).

    `announced`, `protocol_created`, `unit_deadline` and `held` are days in Europe/Oslo. `appealed_as` says of a part whether
    it is appealed by itself or with its course, None where nobody has said it. `oral_adjusts` is an exam whose grade an
    oral exam may adjust afterwards (§ 11-11 fourth paragraph).
    `explanation_allowed` and `appeal_allowed` never refuse a request (decision 12): they mark it for a case handler.
    `faculty` is a code in capitals, "" where nobody knows it; a rulebook may hold choices of its own for it.
    """

    id: int
    course: str
    part: str
    term: str
    names: Mapping[Language, str]
    form: Form = Form.WRITTEN
    announced: date | None = None
    protocol_created: date | None = None
    unit_deadline: date | None = None
    explanation_allowed: bool = False
    appeal_allowed: bool = False
    via_studentweb: bool = False
    explanation_form: ExplanationForm = ExplanationForm.GRADER_CHOOSES
    channel: Channel = Channel.MANUAL
    faculty: str = ""
    held: date | None = None
    appealed_as: AppealedAs | None = None
    oral_adjusts: bool = False

    def name(self, language: Language) -> str:
        """The exam's name in that language, else in the first that the registry knows."""
        return self.names.get(language) or next((name for name in self.names.values() if name), self.course)

    @property
    def label(self) -> str:
        """Course code and part, the only words that may name an exam in Slack (D-01)."""
        return f"{self.course} {self.part}".strip()


@dataclass(frozen=True, slots=True)
class Person:
    """A student as the registry knows one; `language` is what the registry says, not what a mail was written in."""

    id: int
    student_number: str
    name: str
    email: str
    language: Language = Language.NB
    undeliverable: bool = False


@dataclass(frozen=True, slots=True)
class Result:
    """One student's result at one exam; the grade itself stands sealed in a table of its own (decision 19).

    `announced_anew` is the day on which a grade set anew after a formal error was announced (§ 11-9 second paragraph).
    """

    id: int
    exam_id: int
    person_id: int
    candidate: str
    group: str = ""
    individual_start: date | None = None
    announced_anew: date | None = None


@dataclass(frozen=True, slots=True)
class Staff:
    """A grader or a case handler. Without a Slack id everything goes by mail."""

    id: int
    name: str
    email: str
    slack_id: str = ""
    external: bool = False
    roles: frozenset[Role] = field(default_factory=lambda: frozenset({Role.GRADER}))
    language: Language = Language.NB

    @property
    def is_case_handler(self) -> bool:
        """Whether this person may reject, assign and decide (A-259)."""
        return Role.CASE_HANDLER in self.roles


@dataclass(frozen=True, slots=True)
class Commission:
    """The graders of one round of one exam; `candidates` empty means every candidate (A-149, A-150).

    `members` are staff ids in the order of the file, the lead grader first.
    """

    id: int
    exam_id: int
    number: str
    round: Round
    members: tuple[int, ...]
    candidates: frozenset[str] = frozenset()

    def grades(self, candidate: str) -> bool:
        """Whether this commission grades that candidate number."""
        return not self.candidates or candidate in self.candidates
